package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.msbuild.CanonicalLine;
import dev.buildserver.contract.build.Diagnostic.Severity;
import dev.buildserver.contract.log.LogLevel;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells from a line of a tool how serious it is. */
final class ConsoleLevel {
    /** A failed test, as its runner lists it, and the sum of a run that failed. */
    private static final Pattern TEST_FAILED =
            Pattern.compile(
                    "\\s{1,8}(?:X|Failed) \\S.*\\[.{1,40}]|Test Run (?:Failed|Aborted)\\.?.*"
                            + "|Failed!  - .*");

    private ConsoleLevel() {}

    static LogLevel of(String line, Optional<CanonicalLine> diagnostic) {
        if (diagnostic.isPresent()) {
            return diagnostic.get().severity() == Severity.ERROR ? LogLevel.ERROR : LogLevel.WARN;
        }
        return TEST_FAILED.matcher(line).matches() ? LogLevel.ERROR : LogLevel.INFO;
    }
}
