package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.key.KeyText;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Makes the keys of projects; docs/adr/0025 says what each line is for. */
public final class ProjectKeys {
    private static final String RESPONSE_FILE = "Directory.Build.rsp";

    /** What MSBuild tells projects of a solution about it; in lower case. */
    private static final Set<String> OF_THE_SOLUTION =
            Set.of(
                    "solutiondir",
                    "solutionpath",
                    "solutionname",
                    "solutionfilename",
                    "solutionext");

    private final Setting setting;
    private final Tree tree;
    private final Map<String, List<String>> files = new HashMap<>();
    private final Map<String, String> evaluations = new HashMap<>();
    private final Map<String, Reference> references = new HashMap<>();
    private final List<String> environment;
    private final List<String> options;
    private final List<String> responseFiles;
    private final SolutionConfigurations configurations;
    private final Policy policy;

    /**
     * Reads all files of the projects, so that nothing is read when builds may have changed it.
     *
     * @param tree with what restore wrote
     */
    ProjectKeys(
            Setting setting,
            Tree tree,
            Collection<ProjectState> projects,
            SolutionConfigurations configurations,
            Policy policy)
            throws IOException {
        this.setting = setting;
        this.configurations = configurations;
        this.policy = policy;
        this.tree = tree;
        this.responseFiles = responseFiles(setting.solution(), tree);
        this.environment = environment(setting);
        this.options = setting.options().stream().map(o -> KeyText.of("option", o)).toList();
        for (ProjectState state : projects) {
            files.put(state.path(), files(state.project()));
            evaluations.put(state.path(), evaluation(state.project()));
        }
    }

    /** All of the project's references must have outputs. */
    KeyText of(ProjectState state) {
        DescribedProject project = state.project();
        KeyText text =
                new KeyText()
                        .line("image", setting.image())
                        .lines(environment)
                        .lines(options)
                        .line("project", project.path())
                        .line("target", "Build")
                        .line("mode", project.hasFace() ? "ref" : "full");
        for (SortedMap<String, String> variant : project.variants()) {
            text.line("variant");
            boolean blind = isBlind(state);
            variant.forEach(
                    (name, value) -> {
                        if (!blind || !OF_THE_SOLUTION.contains(name.toLowerCase(Locale.ROOT))) {
                            text.line("prop", name, value);
                        }
                    });
        }
        text.lines(configurations.linesFor(state)).lines(policy.linesFor(state));
        return text.lines(responseFiles)
                .lines(files.get(project.path()))
                .lines(state.closure().stream().map(this::reference).toList());
    }

    // In the keys of all its users. It may be built although it was a hit, and come out otherwise.
    private String reference(ProjectState state) {
        return references
                .compute(
                        state.path(),
                        (path, known) ->
                                known != null && known.outputId().equals(state.outputId())
                                        ? known
                                        : reference(path, state.outputId()))
                .line();
    }

    private Reference reference(String path, String outputId) {
        return new Reference(outputId, KeyText.of("ref", path, outputId, evaluations.get(path)));
    }

    private record Reference(String outputId, String line) {}

    // Evaluating a reference may give other items to its users.
    private static boolean isBlind(ProjectState state) {
        return state.project().traits().solutionBlind()
                && state.closure().stream()
                        .allMatch(other -> other.project().traits().solutionBlind());
    }

    /** Lines of a key for the variables of a build. */
    public static List<String> environment(Setting setting) {
        return setting.environment().entrySet().stream()
                .map(variable -> KeyText.of("env", variable.getKey(), variable.getValue()))
                .toList();
    }

    private List<String> files(DescribedProject project) throws IOException {
        TreeSet<String> paths = new TreeSet<>(tree.filesBelow(project.folder()));
        paths.add(project.path());
        // Those in its folder may have come or gone since it was described.
        project.items().stream()
                .filter(
                        item ->
                                !TreePath.isWithin(item, project.folder())
                                        || tree.has(item)
                                        || tree.leadsOverLink(item))
                .forEach(paths::add);
        paths.addAll(project.imports());
        // What is there already is no output, nor is it replayed.
        project.folders().forEach(folder -> paths.addAll(tree.filesBelow(folder)));
        List<String> lines = new ArrayList<>();
        for (String path : paths) {
            lines.add(KeyText.of("file", path, tree.state(path)));
        }
        lines.addAll(project.packageImports());
        return lines;
    }

    // What a reference's own evaluation decides, its users take over.
    private String evaluation(DescribedProject project) throws IOException {
        TreeSet<String> paths = new TreeSet<>(project.imports());
        paths.add(project.path());
        List<String> lines = new ArrayList<>();
        for (String path : paths) {
            lines.add(KeyText.of("file", path, tree.state(path)));
        }
        lines.addAll(project.packageImports());
        return new KeyText().line("evaluation").lines(lines).sha256();
    }

    private static List<String> responseFiles(String solution, Tree tree) throws IOException {
        List<String> lines = new ArrayList<>();
        String folder = solution;
        do {
            folder = TreePath.parent(folder);
            String file = folder.isEmpty() ? RESPONSE_FILE : folder + "/" + RESPONSE_FILE;
            if (tree.has(file)) {
                lines.add(KeyText.of("rsp", file, tree.state(file)));
            }
        } while (!folder.isEmpty());
        return lines;
    }

    /** The response file that MSBuild takes for that entry; null where there is none. */
    static String responseFile(String solution, Tree tree) {
        String folder = solution;
        do {
            folder = TreePath.parent(folder);
            String file = folder.isEmpty() ? RESPONSE_FILE : folder + "/" + RESPONSE_FILE;
            if (tree.has(file)) {
                return file;
            }
        } while (!folder.isEmpty());
        return null;
    }
}
