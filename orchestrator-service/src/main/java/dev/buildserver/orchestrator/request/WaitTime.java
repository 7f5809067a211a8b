package dev.buildserver.orchestrator.request;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;

/** The parameter {@code wait} of calls that may be parked. */
public final class WaitTime {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private WaitTime() {}

    /**
     * How long to wait, at most a minute.
     *
     * @param text ISO 8601 such as {@code PT25S}, short such as {@code 25s}, or plain seconds; null
     *     for no wait
     * @throws BuildServerException {@code VALIDATION_FAILED}
     */
    public static Duration parse(String text) {
        if (text == null || text.isBlank()) {
            return Duration.ZERO;
        }
        String iso = text.strip().toUpperCase(java.util.Locale.ROOT);
        if (iso.matches("\\d{1,9}")) {
            iso = "PT" + iso + "S";
        } else if (!iso.startsWith("PT")) {
            iso = "PT" + iso;
        }
        try {
            Duration wait = Duration.parse(iso);
            if (!wait.isNegative()) {
                return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
            }
        } catch (DateTimeParseException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static BuildServerException invalid() {
        return BuildServerException.invalid(
                List.of(new Violation("wait", "must be a duration such as PT25S")));
    }
}
