package dev.buildserver.agent.execute.solution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The projects that a solution names: others are built only because these refer to them. */
public final class ListedProjects {
    /** {@code Project("{kind}") = "name", "path", "{id}"}, as Visual Studio writes it. */
    private static final Pattern ENTRY =
            Pattern.compile(
                    "(?m)^\\s*Project\\(\"[^\"]*\"\\)\\s*=\\s*\"[^\"]*\"\\s*,\\s*\"([^\"]+)\"");

    private ListedProjects() {}

    /**
     * Their files.
     *
     * @param solution a solution, or a project, which names itself
     * @return empty for kinds of solutions that say less, or in other words
     */
    public static Optional<Set<Path>> of(Path solution) throws IOException {
        if (!SolutionPath.isSolution(solution)) {
            return Optional.of(Set.of(solution));
        }
        if (!solution.toString().toLowerCase(Locale.ROOT).endsWith(".sln")) {
            return Optional.empty();
        }
        Set<Path> projects = new HashSet<>();
        String text = new String(Files.readAllBytes(solution), StandardCharsets.UTF_8);
        Matcher entries = ENTRY.matcher(text);
        while (entries.find()) {
            try {
                String path = entries.group(1).replace('\\', '/');
                projects.add(solution.resolveSibling(path).normalize());
            } catch (InvalidPathException e) {
                // A folder of the solution, or a web address: no project that can be tested.
            }
        }
        return Optional.of(projects);
    }
}
