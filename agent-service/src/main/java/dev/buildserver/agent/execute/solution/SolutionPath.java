package dev.buildserver.agent.execute.solution;

import dev.buildserver.agent.failure.AttemptEnded;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Finds the file that a request wants built, and nothing outside of the source tree. */
public final class SolutionPath {
    private static final Set<String> SOLUTIONS = Set.of("sln", "slnx", "slnf");
    private static final Set<String> PROJECTS = Set.of("csproj", "fsproj", "vbproj", "proj");
    private static final Set<String> UNSEARCHED = Set.of(".git", "bin", "obj", "node_modules");
    private static final int SHOWN = 20;

    private SolutionPath() {}

    /**
     * The real path of the file.
     *
     * @param source root of the tree
     * @param requested relative, with forward slashes
     * @throws AttemptEnded with {@code INVALID_INPUT} and a text that helps to choose another
     */
    public static Path resolve(Path source, String requested) throws AttemptEnded, IOException {
        Path root = source.toRealPath();
        Path file = inside(root, requested);
        if (!SOLUTIONS.contains(ending(file)) && !PROJECTS.contains(ending(file))) {
            throw AttemptEnded.invalidInput(
                    "'"
                            + requested
                            + "' is neither a solution (.sln, .slnx, .slnf) nor a project"
                            + " (.csproj, .fsproj, .vbproj, .proj)."
                            + suggestions(root));
        }
        if (!Files.isRegularFile(file)) {
            throw AttemptEnded.invalidInput(
                    "There is no file '" + requested + "' in the repository." + suggestions(root));
        }
        Path real = file.toRealPath();
        if (!real.startsWith(root)) {
            throw AttemptEnded.invalidInput(
                    "'" + requested + "' is a link to a file outside of the repository.");
        }
        return real;
    }

    /** Whether the file is a solution, not a project. */
    public static boolean isSolution(Path file) {
        return SOLUTIONS.contains(ending(file));
    }

    private static Path inside(Path root, String requested) throws AttemptEnded {
        try {
            Path path = root.resolve(requested.replace('\\', '/')).normalize();
            if (path.startsWith(root) && !path.equals(root)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw AttemptEnded.invalidInput("'" + requested + "' is not a path.");
        }
        throw AttemptEnded.invalidInput("'" + requested + "' lies outside of the repository.");
    }

    private static String suggestions(Path root) throws IOException {
        Set<String> solutions = new TreeSet<>();
        Set<String> projects = new TreeSet<>();
        Files.walkFileTree(root, new Search(root, solutions, projects));
        List<String> found = List.copyOf(solutions.isEmpty() ? projects : solutions);
        if (found.isEmpty()) {
            return " The repository has no solution and no project.";
        }
        String list = String.join(", ", found.subList(0, Math.min(SHOWN, found.size())));
        String more = found.size() > SHOWN ? " and " + (found.size() - SHOWN) + " more" : "";
        return " Found: " + list + more + ".";
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static final class Search extends SimpleFileVisitor<Path> {
        private final Path root;
        private final Set<String> solutions;
        private final Set<String> projects;

        Search(Path root, Set<String> solutions, Set<String> projects) {
            this.root = root;
            this.solutions = solutions;
            this.projects = projects;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return UNSEARCHED.contains(folder.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = root.relativize(file).toString().replace('\\', '/');
            if (SOLUTIONS.contains(ending(file))) {
                solutions.add(name);
            } else if (PROJECTS.contains(ending(file))) {
                projects.add(name);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
