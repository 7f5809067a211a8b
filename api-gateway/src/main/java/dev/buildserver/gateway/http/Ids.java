package dev.buildserver.gateway.http;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Ids in addresses. What can't be an id names nothing, so it is answered like one that doesn't
 * exist.
 */
public final class Ids {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Ids() {}

    /** A build's id; fails with {@code BUILD_NOT_FOUND}. */
    public static UUID build(String text) {
        return parse(text, ErrorCode.BUILD_NOT_FOUND);
    }

    /** An artifact's id; fails with {@code ARTIFACT_NOT_FOUND}. */
    public static UUID artifact(String text) {
        return parse(text, ErrorCode.ARTIFACT_NOT_FOUND);
    }

    /** A quarantine's id; fails with {@code QUARANTINE_NOT_FOUND}. */
    public static UUID quarantine(String text) {
        return parse(text, ErrorCode.QUARANTINE_NOT_FOUND);
    }

    private static UUID parse(String text, ErrorCode otherwise) {
        if (!UUID_FORM.matcher(text).matches()) {
            throw new BuildServerException(otherwise, "An id is a UUID; this one is not");
        }
        return UUID.fromString(text);
    }
}
