package dev.buildserver.agent.execute.warm;

import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.Diagnostic.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Warnings of the last build that hold still: MSBuild says nothing of a project that it need not
 * compile again, but a build tells all that is to be said of its sources.
 */
public final class EarlierWarnings {
    private static final Set<String> MSBUILD_FILES = Set.of("proj", ".props", ".targets", ".sln");
    // Told again by each build: they come of the evaluation, of targets that always run, or of
    // what restore wrote down.
    private static final Set<String> TOLD_AGAIN = Set.of("MSB", "NETSDK", "NU");

    private EarlierWarnings() {}

    /**
     * @param earlier of the last build, of any severity
     * @param skipped project files that were not compiled now, relative to the repository
     */
    public static List<Diagnostic> stillTrue(List<Diagnostic> earlier, Set<String> skipped) {
        return earlier.stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.WARNING)
                .filter(warning -> skipped.contains(String.valueOf(warning.project())))
                .filter(EarlierWarnings::isOfCompiler)
                .toList();
    }

    private static boolean isOfCompiler(Diagnostic warning) {
        String code = String.valueOf(warning.code());
        if (TOLD_AGAIN.stream().anyMatch(code::startsWith)) {
            return false;
        }
        String file = String.valueOf(warning.file()).toLowerCase(Locale.ROOT);
        return MSBUILD_FILES.stream().noneMatch(file::endsWith);
    }
}
