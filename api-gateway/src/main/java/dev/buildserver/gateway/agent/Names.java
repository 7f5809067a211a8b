package dev.buildserver.gateway.agent;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import java.util.regex.Pattern;

/** Names in addresses. What can't be a name names nothing. */
final class Names {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private Names() {}

    static String agent(String name) {
        return check(name, ErrorCode.AGENT_NOT_FOUND, "There is no agent of this name");
    }

    static String pool(String name) {
        return check(name, ErrorCode.POOL_NOT_FOUND, "There is no pool of this name");
    }

    private static String check(String name, ErrorCode otherwise, String detail) {
        if (!FORM.matcher(name).matches()) {
            throw new BuildServerException(otherwise, detail);
        }
        return name;
    }
}
