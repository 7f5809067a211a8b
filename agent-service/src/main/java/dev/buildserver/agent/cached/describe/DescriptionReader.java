package dev.buildserver.agent.cached.describe;

import dev.buildserver.agent.cached.key.KeyText;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.cached.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts together what targets and the logger wrote while a solution described itself. */
public final class DescriptionReader {
    private static final String FACTS = ".txt";

    private final Path folder;
    private final InsidePaths paths;
    private final Function<String, Optional<Path>> files;
    private final EvaluationEvents events = new EvaluationEvents();
    private SourceFolders sources = SourceFolders.NONE;

    /**
     * @param folder of the descriptions
     * @param files where a file is that the build saw in the tree or in a package; empty for others
     */
    public DescriptionReader(
            Path folder, InsidePaths paths, Function<String, Optional<Path>> files) {
        this.folder = folder;
        this.files = files;
        this.paths = paths;
    }

    /** A line of the logger. */
    public void event(String line) {
        events.line(line);
    }

    /** Errors and warnings, as the logger wrote them. */
    public List<String> diagnostics() {
        return events.diagnostics();
    }

    /** Whether restore failed, and any restore of the same source would, with the same errors. */
    public boolean restoreRefused() {
        return events.restoreRefused();
    }

    /** In which folders sources may come and go, as far as the description is concerned. */
    public SourceFolders sources() {
        return sources;
    }

    /**
     * @param source where the tree is
     * @param tree with what restore wrote
     */
    public Description read(Path source, Tree tree) throws IOException {
        Map<String, List<InputsFile>> byProject = new TreeMap<>();
        Map<String, String> facts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(DescriptionReader::isPlain)::iterator) {
                String name = folder.relativize(file).toString();
                if (name.endsWith(FACTS)) {
                    facts.put(name, Files.readString(file));
                } else if (name.endsWith(InputsFile.ENDING)) {
                    InputsFile inputs = InputsFile.read(file);
                    byProject
                            .computeIfAbsent(
                                    inputs.one("MSBuildProjectFullPath"), p -> new ArrayList<>())
                            .add(inputs);
                }
            }
        }
        RestoredPackages packages = RestoredPackages.of(source, tree);
        Set<String> evaluated = new HashSet<>(events.evaluated());
        evaluated.addAll(byProject.keySet());
        Map<String, OwnLogic> logic = logic(evaluated);
        List<DescribedProject> projects = new ArrayList<>();
        for (Map.Entry<String, List<InputsFile>> project : byProject.entrySet()) {
            String file = project.getKey();
            projects.add(project(file, project.getValue(), packages, logic.get(file)));
        }
        for (DescribedProject project : projects) {
            if (Obstacles.areMixed(project)) {
                throw new UnfitSolutionException(
                        project.path() + " is built in several ways into one folder");
            }
        }
        sources = sources(tree, projects, logic);
        return new Description(
                withSharedFolders(projects),
                events.configurations(),
                facts,
                packages.hashes(),
                packages.obstacles());
    }

    private DescribedProject project(
            String file, List<InputsFile> frameworks, RestoredPackages packages, OwnLogic logic)
            throws IOException {
        String path = paths.inTree(file);
        if (path == null) {
            throw new UnfitSolutionException(file + " is a project outside of the source");
        }
        String folder = file.substring(0, file.lastIndexOf('/'));
        Set<String> loose = new HashSet<>();
        Set<String> compiled = new HashSet<>();
        Set<String> references = new HashSet<>();
        List<ProjectOutputs> outputs = new ArrayList<>();
        List<String> obstacles = new ArrayList<>();
        boolean privateCompiler = packages.bringsAnalyzers(path);
        for (InputsFile inputs : frameworks) {
            loose.addAll(inputs.all("Loose"));
            compiled.addAll(compiled(folder, inputs));
            references.addAll(inputs.all("ProjectReference"));
            outputs.add(outputs(inputs, obstacles));
            privateCompiler |= !inputs.all("Analyzer").stream().allMatch(paths::inSdk);
            obstacles.addAll(Obstacles.of(inputs));
        }
        if (events.imports(file).isEmpty()) {
            obstacles.add("it is not known what it imports");
        }
        checkFit(file, frameworks, logic);
        obstacles.addAll(logic.obstacles());
        return new DescribedProject(
                path,
                events.variants(file),
                paths.inTree(events.imports(file)),
                packageImports(file),
                paths.inTree(Stream.concat(loose.stream(), compiled.stream()).toList()),
                paths.inTree(compiled),
                paths.inTree(references),
                outputs,
                privateCompiler,
                logic.traits(),
                obstacles.stream().distinct().toList());
    }

    private static Set<String> compiled(String folder, InputsFile inputs) {
        Set<String> items = new HashSet<>(inputs.all("Item"));
        items.addAll(inputs.all("Analyzer"));
        for (String kind : List.of("HintPath", "KeyFile", "CompilerFile")) {
            inputs.all(kind).stream()
                    .filter(named -> !named.isEmpty())
                    .forEach(named -> items.add(absolute(folder, named)));
        }
        return items;
    }

    // A driver builds no references, and asks them for nothing but their assembly.
    private static void checkFit(String file, List<InputsFile> frameworks, OwnLogic logic)
            throws UnfitSolutionException {
        if (logic.unfit() != null) {
            throw new UnfitSolutionException(file + " " + logic.unfit());
        }
        for (InputsFile inputs : frameworks) {
            Collection<String> targets = inputs.all("ReferenceTargets");
            if (!targets.isEmpty()) {
                throw new UnfitSolutionException(
                        file
                                + " has other targets of a reference built: "
                                + String.join(";", targets));
            }
        }
    }

    private SourceFolders sources(
            Tree tree, List<DescribedProject> projects, Map<String, OwnLogic> logic) {
        boolean plain =
                !tree.hasLinks()
                        && events.evaluated().containsAll(logic.keySet())
                        && logic.values().stream().allMatch(OwnLogic::plain)
                        && !ownTargetsRan();
        return plain
                ? new SourceFolders(
                        projects.stream().map(DescribedProject::folder).collect(Collectors.toSet()))
                : SourceFolders.NONE;
    }

    // Whatever they look at: a few lines of a script are enough. None at all is not known.
    private boolean ownTargetsRan() {
        return events.targets().isEmpty()
                || events.targets().stream()
                        .map(files)
                        .anyMatch(file -> file.isPresent() && isPlain(file.get()));
    }

    // The build can put links there, which lead anywhere on this machine.
    private static boolean isPlain(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    // All drivers wait for it.
    private Map<String, OwnLogic> logic(Collection<String> projects) throws IOException {
        Map<String, OwnLogic> logic = new ConcurrentHashMap<>();
        try {
            projects.parallelStream().forEach(project -> logic.put(project, logic(project)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return logic;
    }

    private OwnLogic logic(String project) {
        OwnLogic logic = new OwnLogic();
        List<String> texts = new ArrayList<>(events.imports(project));
        texts.add(project);
        try {
            for (String text : texts) {
                Optional<Path> file = files.apply(text);
                if (file.isPresent()) {
                    logic.read(file.get(), paths.inTree(text) == null);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return logic;
    }

    // Restore's files name packages that are referred to, but none that brings an SDK of its own.
    private List<String> packageImports(String project) throws IOException {
        Set<String> lines = new TreeSet<>();
        for (String path : events.imports(project)) {
            Optional<Path> file =
                    paths.inTree(path) == null && !paths.inSdk(path)
                            ? files.apply(path)
                            : Optional.empty();
            if (file.isPresent() && isPlain(file.get())) {
                lines.add(KeyText.of("import", path, Sha256.of(file.get())));
            }
        }
        return List.copyOf(lines);
    }

    private static String absolute(String folder, String path) {
        String slashes = path.replace('\\', '/');
        return slashes.startsWith("/") ? slashes : folder + "/" + slashes;
    }

    private ProjectOutputs outputs(InputsFile inputs, List<String> obstacles) {
        String reference = inputs.one("TargetRefPath");
        ProjectOutputs outputs =
                new ProjectOutputs(
                        paths.inTree(inputs.one("OutDir")),
                        paths.inTree(inputs.one("IntermediateOutputPath")),
                        paths.inTree(inputs.one("TargetPath")),
                        reference.isEmpty() ? null : paths.inTree(reference),
                        inputs.one("OwnReferenceAssembly").equalsIgnoreCase("true"));
        if (outputs.folder() == null || outputs.intermediate() == null) {
            obstacles.add("its outputs go outside of the source tree");
        }
        return outputs;
    }

    private static List<DescribedProject> withSharedFolders(List<DescribedProject> projects) {
        Map<String, String> owners = new HashMap<>();
        Set<String> shared = new HashSet<>();
        for (DescribedProject project : projects) {
            project.outputs().stream()
                    .flatMap(ProjectOutputs::folders)
                    .distinct()
                    .forEach(
                            folder -> {
                                String owner = owners.putIfAbsent(folder, project.path());
                                if (owner != null && !owner.equals(project.path())) {
                                    shared.add(folder);
                                }
                            });
        }
        return projects.stream().map(project -> Obstacles.shared(project, owners, shared)).toList();
    }
}
