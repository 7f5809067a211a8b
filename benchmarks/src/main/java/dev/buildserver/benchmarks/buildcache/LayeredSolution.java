package dev.buildserver.benchmarks.buildcache;

import dev.buildserver.benchmarks.proof.solution.SolutionFile;
import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A plain solution as many have it: six layers of C# libraries of five classes, each with one to
 * three references to the two layers below it, and a program in the last. Drawn from a seed.
 */
final class LayeredSolution {
    static final String FILE = "All.sln";
    private static final int LAYERS = 6;
    private static final int LEAST_WIDTH = 3;
    private static final int MOST_REFERENCES = 3;
    private static final int CLASSES = 5;
    private static final int METHODS = 8;

    private final SourceTree tree = new SourceTree();
    private final List<List<Integer>> references = new ArrayList<>();
    private final int projects;
    private final Random random;
    private int edits;

    /**
     * The same for the same arguments.
     *
     * @param projects at least 2
     */
    LayeredSolution(long seed, int projects) {
        this.random = new Random(seed);
        this.projects = projects;
        int width = Math.max(Math.min(LEAST_WIDTH, projects - 1), projects / LAYERS);
        for (int number = 0; number < projects; number++) {
            references.add(references(number, width));
            write(number, seed);
        }
        tree.put(FILE, SolutionFile.of(paths()))
                .put(
                        "NuGet.config",
                        "<configuration><packageSources><clear/></packageSources></configuration>")
                .put("README.md", "# Layers\n");
    }

    SourceTree tree() {
        return tree;
    }

    /** The program, to which nobody refers. */
    int leaf() {
        return projects - 1;
    }

    /** The project to which most refer, directly or not. */
    int root() {
        int[] dependents = new int[projects];
        for (int number = 0; number < projects; number++) {
            closure(number).forEach(other -> dependents[other]++);
        }
        int root = 0;
        for (int number = 1; number < projects; number++) {
            root = dependents[number] > dependents[root] ? number : root;
        }
        return root;
    }

    /** The last projects, a share of all, at least one: those to which few refer. */
    List<Integer> last(double share) {
        int count = Math.max(1, (int) Math.round(projects * share));
        List<Integer> last = new ArrayList<>();
        for (int number = projects - count; number < projects; number++) {
            last.add(number);
        }
        return last;
    }

    /** Changes what a method of each does, so that the bytes differ and nothing else. */
    void editBodies(Collection<Integer> numbers) {
        edits++;
        for (int number : numbers) {
            tree.change(
                    folder(number) + "/C0.cs",
                    text -> text.replaceFirst("var s = \\d+;", "var s = " + edits + ";"));
        }
    }

    /** Adds a file. */
    void addClass(int number) {
        String name = "N" + ++edits;
        tree.put(
                folder(number) + "/" + name + ".cs",
                "namespace %s\n{\n  class %s { }\n}\n".formatted(name(number), name));
    }

    /** Changes a file that no project has. */
    void editReadme() {
        tree.put("README.md", "# Layers, edited " + ++edits + " times\n");
    }

    private List<Integer> references(int number, int width) {
        int layer = number / width;
        if (layer == 0) {
            return List.of();
        }
        List<Integer> choice = new ArrayList<>();
        for (int other = Math.max(0, layer - 2) * width; other < layer * width; other++) {
            choice.add(other);
        }
        Collections.shuffle(choice, random);
        int count = Math.min(choice.size(), 1 + random.nextInt(MOST_REFERENCES));
        return List.copyOf(new TreeSet<>(choice.subList(0, count)));
    }

    private Set<Integer> closure(int number) {
        Set<Integer> closure = new HashSet<>();
        for (int reference : references.get(number)) {
            closure.add(reference);
            closure.addAll(closure(reference));
        }
        return closure;
    }

    private List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (int number = 0; number < projects; number++) {
            paths.add(path(number));
        }
        return paths;
    }

    private void write(int number, long seed) {
        boolean program = number == leaf();
        StringBuilder items = new StringBuilder();
        for (int reference : references.get(number)) {
            items.append(
                    "    <ProjectReference Include=\"../%1$s/%1$s.csproj\" />\n"
                            .formatted(name(reference)));
        }
        tree.put(
                path(number),
                """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>%s</TargetFramework>
                    <OutputType>%s</OutputType>
                  </PropertyGroup>
                  <ItemGroup>
                %s  </ItemGroup>
                </Project>
                """
                        .formatted(
                                program ? "netcoreapp3.1" : "netstandard2.1",
                                program ? "Exe" : "Library",
                                items));
        for (int type = 0; type < CLASSES; type++) {
            tree.put(folder(number) + "/C" + type + ".cs", type(number, type, seed));
        }
        if (program) {
            tree.put(
                    folder(number) + "/Program.cs",
                    "static class Program { static int Main() => %s.C0.V(3); }\n"
                            .formatted(name(number)));
        }
    }

    private String type(int number, int type, long seed) {
        StringBuilder text = new StringBuilder();
        text.append("namespace %s\n{\n  // %d\n".formatted(name(number), seed));
        text.append("  public static class C%d\n  {\n".formatted(type));
        StringBuilder sum = new StringBuilder("x");
        references
                .get(number)
                .forEach(other -> sum.append(" + %s.C%d.V(x)".formatted(name(other), type)));
        text.append("    public static int V(int x) => %s;\n".formatted(sum));
        for (int method = 0; method < METHODS; method++) {
            text.append(
                    "    public static int M%d(int x) { var s = 0; for (var i = 0; i < x %% 7; i++) s += i * %d; return s; }\n"
                            .formatted(method, number + type + method));
        }
        return text.append("  }\n}\n").toString();
    }

    private static String path(int number) {
        return folder(number) + "/" + name(number) + ".csproj";
    }

    private static String folder(int number) {
        return "src/" + name(number);
    }

    private static String name(int number) {
        return "P%03d".formatted(number);
    }
}
