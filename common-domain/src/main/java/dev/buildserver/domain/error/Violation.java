package dev.buildserver.domain.error;

import java.util.Objects;

/**
 * One thing that is wrong with a request.
 *
 * @param field where, as a path into the request such as {@code job.solutionPath}; empty for the
 *     request as a whole
 * @param message what is wrong and what would be right
 */
public record Violation(String field, String message) {
    public Violation {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }
}
