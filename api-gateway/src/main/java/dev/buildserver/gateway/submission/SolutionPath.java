package dev.buildserver.gateway.submission;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Path of a solution or a project in a repository. */
final class SolutionPath {
    private static final List<String> ENDINGS =
            List.of(".sln", ".slnx", ".slnf", ".csproj", ".fsproj", ".vbproj", ".proj");
    private static final int LONGEST = 400;

    private SolutionPath() {}

    /** The path with forward slashes and without {@code ./}. */
    static String normalized(String path) {
        return Arrays.stream(path.replace('\\', '/').split("/", -1))
                .filter(part -> !part.equals("."))
                .collect(Collectors.joining("/"));
    }

    /** What is wrong with the path; empty when it can be one. */
    static Optional<String> objection(String path) {
        return Rule.line(LONGEST).objection(path).or(() -> wrongForm(normalized(path)));
    }

    private static Optional<String> wrongForm(String path) {
        if (path.startsWith("/") || path.matches("[A-Za-z]:.*")) {
            return Optional.of("must be relative to the root of the repository");
        }
        List<String> parts = List.of(path.split("/", -1));
        if (parts.contains("..") || parts.contains("")) {
            return Optional.of("must not contain '..' or empty parts");
        }
        // A tool would take it for an option or for a file with options.
        if (path.startsWith("-") || path.startsWith("@")) {
            return Optional.of("must not start with '-' or '@'");
        }
        String lower = path.toLowerCase(Locale.ROOT);
        boolean known = ENDINGS.stream().anyMatch(lower::endsWith);
        return known
                ? Optional.empty()
                : Optional.of("must end with one of " + String.join(", ", ENDINGS));
    }
}
