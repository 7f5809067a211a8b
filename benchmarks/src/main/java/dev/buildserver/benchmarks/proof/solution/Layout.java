package dev.buildserver.benchmarks.proof.solution;

import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where things are in a generated tree. Projects are {@code src/GROUP/Pnnn/Pnnn.csproj}; each
 * references only such with smaller numbers.
 */
public final class Layout {
    public static final String SOLUTION = "All.sln";
    private static final Pattern PROJECT =
            Pattern.compile("src/[a-z]+/(P(\\d+))/\\1\\.(cs|fs|vb)proj");

    private Layout() {}

    /** Project files, by number. */
    public static List<String> projects(SourceTree tree) {
        return tree.paths(PROJECT).stream()
                .sorted(Comparator.comparingInt(Layout::number))
                .toList();
    }

    /** Number of a project. */
    public static int number(String project) {
        Matcher matcher = PROJECT.matcher(project);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(project + " is no project");
        }
        return Integer.parseInt(matcher.group(2));
    }

    /** Name of a project, which is its namespace. */
    public static String name(String project) {
        return project.substring(project.lastIndexOf('/') + 1, project.lastIndexOf('.'));
    }

    /** Folder of a file, without a slash at its end. */
    public static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** Path from the folder of one project to the file of another. */
    public static String reference(String project) {
        return "../../../" + project;
    }

    /** The item by which one project refers to another. */
    public static String projectReference(String project) {
        return "<ProjectReference Include=\"%s\" />".formatted(reference(project));
    }

    /** Where a project with this number goes. */
    public static String place(int number) {
        String name = "P%03d".formatted(number);
        return "src/" + (number % 2 == 0 ? "even" : "odd") + "/" + name + "/" + name;
    }

    /** Writes the solution file, with the projects in the order of their numbers. */
    public static void writeSolution(SourceTree tree) {
        tree.put(SOLUTION, SolutionFile.of(projects(tree)));
    }
}
