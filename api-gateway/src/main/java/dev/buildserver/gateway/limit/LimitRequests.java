package dev.buildserver.gateway.limit;

import dev.buildserver.contract.limit.SetLimit;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.gateway.submission.SmallBody;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what requests about limits name and ask for. */
@ApplicationScoped
class LimitRequests {
    // A project's name is checked when its first build is submitted; what can't be one names
    // nothing.
    private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}");
    // What a token's claim may hold, and an address.
    private static final Pattern TENANT = Pattern.compile("[^\\p{Cntrl}/]{1,200}");

    private final SmallBody bodies;

    LimitRequests(SmallBody bodies) {
        this.bodies = bodies;
    }

    SetLimit read(InputStream body) {
        return bodies.read(
                body,
                fields ->
                        new SetLimit(
                                fields.requiredNumber("maxConcurrentBuilds", 0, SetLimit.MOST)));
    }

    static String project(String name) {
        if (!PROJECT.matcher(name).matches()) {
            throw new BuildServerException(
                    ErrorCode.PROJECT_NOT_FOUND, "There is no project of this name");
        }
        return name;
    }

    static String tenant(String name) {
        if (!TENANT.matcher(name).matches()) {
            throw BuildServerException.invalid(
                    List.of(new Violation("name", "must have 1 to 200 characters, no '/'")));
        }
        return name;
    }
}
