package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.domain.build.FailureReason;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in one line why a stage failed, and whether it is for want of something on this machine. */
final class FailureText {
    /**
     * An SDK too old for a framework, reference assemblies or a workload that are not installed, an
     * operating system that can't build it.
     */
    private static final Set<String> MACHINE_LACKS =
            Set.of("NETSDK1045", "MSB3644", "NETSDK1147", "NETSDK1139", "NETSDK1100");

    /** A configuration or platform that the solution does not have. */
    private static final String NO_SUCH_CONFIGURATION = "MSB4126";

    private static final int LONGEST = 600;

    private FailureText() {}

    /**
     * @param reason of the stage, unless something of this machine is missing or the request asks
     *     for what is not there
     * @param summary begins the text
     */
    static AttemptEnded failed(FailureReason reason, String summary, Diagnostics diagnostics) {
        // Also here: with a full disk the console is not always told.
        if (diagnostics.anyErrorOfStage(error -> FullDisk.isTold(error.message()))) {
            return FullDisk.ended();
        }
        Optional<Diagnostic> lacking =
                MACHINE_LACKS.stream()
                        .map(diagnostics::firstError)
                        .flatMap(Optional::stream)
                        .findFirst();
        Optional<Diagnostic> misfit = diagnostics.firstError(NO_SUCH_CONFIGURATION);
        FailureReason why =
                lacking.map(error -> FailureReason.UNSUPPORTED)
                        .or(() -> misfit.map(error -> FailureReason.INVALID_INPUT))
                        .orElse(reason);
        Optional<Diagnostic> shown = lacking.or(() -> misfit).or(diagnostics::firstErrorOfStage);
        String text = summary + shown.map(error -> ": " + line(error)).orElse("");
        return AttemptEnded.failed(why, oneLine(text));
    }

    private static String line(Diagnostic error) {
        String place = error.file() == null ? error.project() : error.file();
        String line = error.line() > 0 ? "(" + error.line() + "," + error.column() + ")" : "";
        return Stream.of(place == null ? null : place + line + ":", error.code(), error.message())
                .filter(part -> part != null && !part.isBlank())
                .reduce((left, right) -> left + " " + right)
                .orElse("no message");
    }

    /** For a list of builds, where a stack trace has no place. */
    static String oneLine(String text) {
        String line = text.lines().map(String::strip).collect(Collectors.joining(" "));
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
