package dev.buildserver.gateway.log;

import dev.buildserver.contract.log.LogLine;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a build's log.
 *
 * @param attempt from 1; 0 = before everything
 * @param line of the attempt, from 1; 0 = before its first
 */
record LogPosition(int attempt, long line) {
    static final LogPosition START = new LogPosition(0, 0);
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\.(\\d{1,12})");

    /**
     * Reads {@code attempt.line}.
     *
     * @param field where it stands in the request, for the error
     */
    static LogPosition parse(String text, String field) {
        if (text == null || text.isEmpty()) {
            return START;
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw BuildServerException.invalid(
                    List.of(new Violation(field, "must be attempt.line, such as 1.250")));
        }
        return new LogPosition(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
    }

    static LogPosition of(LogLine line) {
        return new LogPosition(line.attempt(), line.line());
    }

    /** As {@code after} of a request to the orchestrator; null at the start. */
    String after() {
        return this.equals(START) ? null : toString();
    }

    @Override
    public String toString() {
        return attempt + "." + line;
    }
}
