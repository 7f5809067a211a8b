package dev.buildserver.agent.execute.warm;

import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.Diagnostic.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Warnings of the last build that hold still: MSBuild says nothing of a project that it need not
 * compile again, but a build tells all that is to be said of its sources.
 */
public final class EarlierWarnings {
    private static final Set<String> MSBUILD_FILES = Set.of("proj", ".props", ".targets", ".sln");
    // Told again by each build: they come of the evaluation, of targets that always run, or of
    // what restore wrote down.
    private static final Pattern TOLD_AGAIN = Pattern.compile("(?:MSB|NETSDK|NU)\\d+");

    /** Told of compilers and their tasks alone, whatever file a directive names. */
    private static final Pattern OF_COMPILERS = Pattern.compile("(?:CS|BC|FS)\\d+|MSB3052");

    /**
     * Told by tasks that make resources, views or the program that starts an app, which leave out
     * files that are as they were.
     */
    private static final Pattern OF_FILES_LEFT_OUT =
            Pattern.compile("MSB3(5[5-7]|8[12])\\d|RZ\\d+|NETSDK1074");

    /** Written down nowhere; or a feed may have by now what it lacked. */
    private static final Pattern OF_RESTORE_ALONE = Pattern.compile("NU150\\d|NU160[1-3]");

    private static final String RESOURCES = ".resx";

    /** Compiled into an assembly of their own, after that of the project. */
    private static final List<String> VIEWS = List.of(".cshtml", ".vbhtml", ".razor");

    /** Other files than these, and those of MSBuild, are read by other tools than compilers. */
    private static final Set<String> COMPILED =
            Set.of(".cs", ".vb", ".fs", ".fsi", ".resx", ".cshtml", ".vbhtml", ".razor");

    private static final String OF_PACKAGES = "$NUGET_PACKAGES/";

    private EarlierWarnings() {}

    /** Whether some are told by no other step than restore, or may hold no longer. */
    static boolean needRestore(List<Diagnostic> earlier) {
        return earlier.stream().anyMatch(warning -> has(warning, OF_RESTORE_ALONE));
    }

    /**
     * Those that hold as long as restore would find the same. What has no code is of tools, which
     * are restored each time.
     *
     * @param said by restore, of any severity
     */
    public static List<Diagnostic> ofRestore(List<Diagnostic> said) {
        return said.stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.WARNING)
                .filter(warning -> warning.code() != null)
                .toList();
    }

    /**
     * Those of the changed files after which it can't be told which earlier warnings hold still.
     */
    static List<String> unclearAfter(List<String> changed, List<Diagnostic> earlier) {
        boolean resources = earlier.stream().anyMatch(warning -> has(warning, OF_FILES_LEFT_OUT));
        boolean views = earlier.stream().anyMatch(warning -> isView(warning.file()));
        return changed.stream()
                .filter(path -> resources && path.endsWith(RESOURCES) || views && isView(path))
                .toList();
    }

    /**
     * Projects of which tools warned that read other files than compilers do: nothing says whether
     * they run again where the project is compiled, nor whether compilers do where these run.
     */
    static Set<String> projectsOfOtherTools(List<Diagnostic> earlier) {
        return earlier.stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.WARNING)
                .filter(warning -> warning.file() != null && isOfCompiler(warning))
                .filter(warning -> !COMPILED.contains(ending(warning.file())))
                .map(warning -> String.valueOf(warning.project()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Projects of which compilers warned. */
    static Set<String> projects(List<Diagnostic> earlier) {
        return earlier.stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.WARNING)
                .filter(EarlierWarnings::isOfCompiler)
                .map(warning -> String.valueOf(warning.project()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param earlier of the last build, of any severity
     * @param skipped project files that were not compiled now, relative to the repository
     */
    public static List<Diagnostic> stillTrue(List<Diagnostic> earlier, Set<String> skipped) {
        return earlier.stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.WARNING)
                .filter(
                        warning ->
                                has(warning, OF_FILES_LEFT_OUT)
                                        || skipped.contains(String.valueOf(warning.project()))
                                                && (isOfCompiler(warning) || isOfPackage(warning)))
                .toList();
    }

    private static boolean has(Diagnostic warning, Pattern code) {
        return code.matcher(String.valueOf(warning.code())).matches();
    }

    private static boolean isView(String file) {
        return file != null && VIEWS.stream().anyMatch(file::endsWith);
    }

    // Its target may be left out where nothing has changed. If it is not, it says the same.
    private static boolean isOfPackage(Diagnostic warning) {
        return String.valueOf(warning.file()).startsWith(OF_PACKAGES);
    }

    private static String ending(String file) {
        return file.substring(Math.max(0, file.lastIndexOf('.'))).toLowerCase(Locale.ROOT);
    }

    private static boolean isOfCompiler(Diagnostic warning) {
        if (has(warning, OF_COMPILERS)) {
            return true;
        }
        if (has(warning, TOLD_AGAIN)) {
            return false;
        }
        String file = String.valueOf(warning.file()).toLowerCase(Locale.ROOT);
        return MSBUILD_FILES.stream().noneMatch(file::endsWith);
    }
}
