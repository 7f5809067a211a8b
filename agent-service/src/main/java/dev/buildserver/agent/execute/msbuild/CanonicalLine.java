package dev.buildserver.agent.execute.msbuild;

import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.Diagnostic.Severity;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line in the form in which every tool under MSBuild reports errors and warnings: {@code
 * origin(line,column): error CODE: text [project]}.
 *
 * @param origin file or tool; may be empty
 * @param line 0 = unknown
 * @param column 0 = unknown
 * @param code may be null
 * @param project may be null
 */
public record CanonicalLine(
        Severity severity,
        String origin,
        int line,
        int column,
        String code,
        String message,
        String project) {
    // Builds write what they like: each pattern is tried on one part of the line and takes linear
    // time. One pattern for the whole line would backtrack for minutes over a hostile one.
    private static final Pattern SEVERITY =
            Pattern.compile("(?<![\\w-])(error|warning)\\s*+([A-Za-z]{1,16}\\d{1,9})?\\s*+:");
    private static final Pattern NODE_PREFIX =
            Pattern.compile("^\\s*+(?:\\d{1,9}(?::\\d{1,9})?>)?");
    private static final Pattern POSITION =
            Pattern.compile("(\\d{1,9})(?:,(\\d{1,9}))?(?:[,-]\\d{1,9}){0,2}");
    private static final Pattern PROJECT =
            Pattern.compile("([^\\[\\]]+\\.(?:[a-z]{0,8}proj|slnx?))(?:::[^\\]]*)?");

    /** Empty where the line is something else. */
    public static Optional<CanonicalLine> parse(String text) {
        Matcher severity = SEVERITY.matcher(text);
        if (!severity.find()) {
            return Optional.empty();
        }
        String before = NODE_PREFIX.matcher(text.substring(0, severity.start())).replaceFirst("");
        return origin(before).map(origin -> of(origin, severity, text.substring(severity.end())));
    }

    /** A diagnostic in this form. */
    public static String of(Diagnostic diagnostic) {
        StringBuilder text = new StringBuilder();
        if (diagnostic.file() != null) {
            text.append(diagnostic.file());
            if (diagnostic.line() > 0) {
                text.append('(').append(diagnostic.line()).append(',');
                text.append(diagnostic.column()).append(')');
            }
            text.append(": ");
        }
        text.append(diagnostic.severity() == Severity.ERROR ? "error" : "warning");
        text.append(diagnostic.code() == null ? "" : " " + diagnostic.code());
        text.append(": ").append(diagnostic.message());
        return diagnostic.project() == null
                ? text.toString()
                : text.append(" [").append(diagnostic.project()).append(']').toString();
    }

    // "origin: " or "origin : subcategory "; a word before "error" without a colon is prose.
    private static Optional<String> origin(String before) {
        String stripped = before.stripTrailing();
        if (stripped.isEmpty()) {
            return Optional.of("");
        }
        int end = stripped.endsWith(":") ? stripped.length() - 1 : stripped.lastIndexOf(": ");
        return end < 0 ? Optional.empty() : Optional.of(stripped.substring(0, end).strip());
    }

    private static CanonicalLine of(String origin, Matcher severity, String rest) {
        Severity level = severity.group(1).equals("error") ? Severity.ERROR : Severity.WARNING;
        String project = null;
        String message = rest.strip();
        int bracket = message.lastIndexOf(" [");
        if (bracket >= 0 && message.endsWith("]")) {
            Matcher inner = PROJECT.matcher(message.substring(bracket + 2, message.length() - 1));
            if (inner.matches()) {
                project = inner.group(1);
                message = message.substring(0, bracket).stripTrailing();
            }
        }
        int open = origin.lastIndexOf('(');
        if (open > 0 && origin.endsWith(")")) {
            Matcher position = POSITION.matcher(origin.substring(open + 1, origin.length() - 1));
            if (position.matches()) {
                return new CanonicalLine(
                        level,
                        origin.substring(0, open),
                        Integer.parseInt(position.group(1)),
                        position.group(2) == null ? 0 : Integer.parseInt(position.group(2)),
                        severity.group(2),
                        message,
                        project);
            }
        }
        return new CanonicalLine(level, origin, 0, 0, severity.group(2), message, project);
    }
}
