package dev.buildserver.contract.log;

import java.util.List;

/**
 * Lines after a position, over all attempts in order.
 *
 * @param next position {@code attempt.line} of the last line given, to be passed as {@code after}
 *     of the next page
 * @param end true when the build has ended and no line follows
 */
public record LogPage(List<LogLine> lines, String next, boolean end) {
    public LogPage {
        lines = lines == null ? List.of() : List.copyOf(lines);
    }
}
