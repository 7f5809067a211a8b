package dev.buildserver.orchestrator.log;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the log of a build: after a line of an attempt.
 *
 * @param attempt from 1; 0 = before everything
 * @param line from 1; 0 = before the attempt's first
 */
record LogPosition(int attempt, long line) {
    static final LogPosition START = new LogPosition(0, 0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\.(\\d{1,18})");

    /**
     * Reads {@code attempt.line}.
     *
     * @param text null for the start
     * @throws BuildServerException {@code VALIDATION_FAILED}
     */
    static LogPosition parse(String text) {
        if (text == null || text.isBlank()) {
            return START;
        }
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw BuildServerException.invalid(
                    List.of(new Violation("after", "must be attempt.line, such as 1.42")));
        }
        return new LogPosition(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2)));
    }

    @Override
    public String toString() {
        return attempt + "." + line;
    }
}
