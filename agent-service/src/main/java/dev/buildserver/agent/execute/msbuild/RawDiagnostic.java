package dev.buildserver.agent.execute.msbuild;

import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.Diagnostic.Severity;
import java.util.regex.Pattern;

/**
 * A diagnostic as MSBuild gives it: paths absolute, or relative to the project.
 *
 * @param code may be null
 * @param file may be null or empty
 * @param project absolute; may be null
 */
public record RawDiagnostic(
        Severity severity,
        String code,
        String message,
        String file,
        int line,
        int column,
        String project) {
    private static final Pattern TOOL = Pattern.compile("[^./\\\\]*");
    private static final int MAX_MESSAGE = 4 * 1024;

    /** What the console says, where no logger runs. */
    public static RawDiagnostic of(CanonicalLine line) {
        return new RawDiagnostic(
                line.severity(),
                line.code(),
                line.message(),
                line.origin(),
                line.line(),
                line.column(),
                line.project());
    }

    /** Of a whole file. */
    public static RawDiagnostic warning(String file, String message) {
        return new RawDiagnostic(Severity.WARNING, null, message, file, 0, 0, null);
    }

    /** The same, where nothing has failed by it. */
    public RawDiagnostic asWarning() {
        return new RawDiagnostic(Severity.WARNING, code, message, file, line, column, project);
    }

    Diagnostic within(SourcePaths paths) {
        String text = message == null ? "" : paths.text(message);
        return new Diagnostic(
                severity,
                code == null || code.isEmpty() ? null : code,
                text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) : text,
                isTool() ? null : paths.file(file, project),
                Math.max(0, line),
                Math.max(0, column),
                paths.project(project));
    }

    // Tools such as CSC and MSBUILD report themselves where they have no file to blame.
    private boolean isTool() {
        return file != null && line <= 0 && TOOL.matcher(file).matches();
    }
}
