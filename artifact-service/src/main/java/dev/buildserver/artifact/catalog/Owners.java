package dev.buildserver.artifact.catalog;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.security.Caller;
import java.util.UUID;

/** Reads lease tokens. */
public final class Owners {
    private Owners() {}

    /**
     * The attempt for which the caller's lease token was made.
     *
     * @throws BuildServerException {@code FORBIDDEN} unless it is the given one and the token names
     *     its build and tenant
     */
    public static AttemptOwner of(Caller caller, UUID attemptUid) {
        caller.requireAttempt(attemptUid);
        String tenant = caller.claim("tenant").orElseThrow(Owners::incomplete);
        String build = caller.claim("build").orElseThrow(Owners::incomplete);
        try {
            return new AttemptOwner(attemptUid, UUID.fromString(build), tenant);
        } catch (IllegalArgumentException e) {
            throw incomplete();
        }
    }

    private static BuildServerException incomplete() {
        return new BuildServerException(
                ErrorCode.FORBIDDEN, "The lease token does not name its build and tenant");
    }
}
