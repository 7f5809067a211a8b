package dev.buildserver.orchestrator.submission;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import java.util.List;

/** The header by which a caller makes a repetition harmless. */
final class IdempotencyKey {
    private static final int LONGEST = 255;

    private IdempotencyKey() {}

    /** Null when there is none. */
    static String parse(String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        if (header.length() > LONGEST || !header.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw BuildServerException.invalid(
                    List.of(
                            new Violation(
                                    "Idempotency-Key",
                                    "must have 1 to " + LONGEST + " visible ASCII characters")));
        }
        return header;
    }
}
