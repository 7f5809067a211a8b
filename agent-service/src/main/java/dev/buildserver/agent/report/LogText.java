package dev.buildserver.agent.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes the output of tools fit for the log: no colours, no cursor movements, no control characters
 * but the tab, no line longer than the limit.
 */
final class LogText {
    /** Longest line, in UTF-16 code units. */
    static final int MAX_LENGTH = 16 * 1024;

    private static final String CONTINUED = " …";

    // CSI (colours, cursor), OSC up to BEL or ST (titles, links), and two-character escapes.
    private static final Pattern ESCAPES =
            Pattern.compile(
                    "\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[@-Z\\\\^_])");

    private LogText() {}

    /** The lines to show: one, or more where the text had line ends or was too long. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(1);
        for (String line : text.split("\r\n|\n|\r", -1)) {
            addParts(clean(line), lines);
        }
        return lines;
    }

    private static void addParts(String line, List<String> lines) {
        int from = 0;
        while (line.length() - from > MAX_LENGTH) {
            int to = from + MAX_LENGTH - CONTINUED.length();
            if (Character.isHighSurrogate(line.charAt(to - 1))) {
                to--;
            }
            lines.add(line.substring(from, to) + CONTINUED);
            from = to;
        }
        lines.add(line.substring(from));
    }

    private static String clean(String line) {
        boolean plain = line.chars().noneMatch(c -> isControl(c) || isSurrogate(c));
        if (plain) {
            return line;
        }
        String visible = line.indexOf('\u001b') < 0 ? line : ESCAPES.matcher(line).replaceAll("");
        StringBuilder clean = new StringBuilder(visible.length());
        visible.codePoints()
                .filter(c -> !isControl(c))
                // A lone surrogate has no UTF-8 form: the checksum would differ after a round trip.
                .map(c -> isSurrogate(c) ? 0xFFFD : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isControl(int c) {
        return c != '\t' && Character.isISOControl(c);
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
