package dev.buildserver.benchmarks.audit;

import dev.buildserver.benchmarks.workload.AttemptScript;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Whether a log, as the API gives it, is that of an attempt: complete, in order, nothing else. */
final class LogCheck {
    private static final String MARK = " of attempt ";

    private LogCheck() {}

    /**
     * What is wrong.
     *
     * @param log the whole text of a build's log; only lines of builds count, so that the server
     *     may put headings between attempts
     * @param attempts those of the build, in order; earlier ones may have told a part
     * @param lines of the last attempt's log
     * @return empty when all is well
     */
    static List<String> faults(List<String> log, List<UUID> attempts, int lines) {
        UUID last = attempts.get(attempts.size() - 1);
        List<String> faults = new ArrayList<>();
        int expected = 1;
        for (String text : log) {
            int mark = text.indexOf(MARK);
            if (mark < 0) {
                continue;
            }
            UUID of =
                    UUID.fromString(
                            text.substring(mark + MARK.length(), mark + MARK.length() + 36));
            if (of.equals(last)) {
                String wanted = AttemptScript.line(last, expected);
                if (!text.endsWith(wanted)) {
                    faults.add("line " + expected + " of " + last + " is: " + text);
                }
                expected++;
            } else if (!attempts.contains(of)) {
                faults.add("a line of another attempt: " + text);
            }
        }
        if (expected != lines + 1) {
            faults.add((expected - 1) + " lines of attempt " + last + " instead of " + lines);
        }
        return faults;
    }
}
