package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.BuiltSolution;
import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.key.KeyText;
import dev.buildserver.agent.cached.step.Step;
import dev.buildserver.agent.cached.step.StepDrivers;
import dev.buildserver.agent.cached.step.StepState;
import dev.buildserver.agent.cached.step.Steps;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.execute.msbuild.PropertyArgument;
import dev.buildserver.agent.execute.output.FilesBelow;
import dev.buildserver.agent.execute.output.ProjectOutput;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Makes those packages and apps that were not made before of equal outputs. */
final class CachedPackageStage extends OtherWayStage<PackageStage> {
    private final Attempt attempt;
    private final Completion tree;
    private final BuiltSolution built;
    private final Steps steps;
    private final StepRuns runs;
    private final SolutionCommands commands;
    private final Map<String, PackageProject> projects = new LinkedHashMap<>();
    private final Set<Path> ofPackages = new LinkedHashSet<>();

    /**
     * @param tree has everything on disk
     * @param plain makes all of them
     */
    CachedPackageStage(
            Attempt attempt,
            Completion tree,
            BuiltSolution built,
            Steps steps,
            StepRuns runs,
            SolutionCommands commands,
            PackageStage plain) {
        super(plain);
        this.attempt = attempt;
        this.tree = tree;
        this.built = built;
        this.steps = steps;
        this.runs = runs;
        this.commands = commands;
    }

    /** Has everything on disk that a clean build would have there. */
    interface Completion {
        void complete() throws AttemptEnded, IOException, InterruptedException;
    }

    @Override
    public String run() throws AttemptEnded, IOException, InterruptedException {
        List<StepState> states = steps.lookUp(steps());
        runs.replay(states, "The %s comes from the cache: made at commit %s");
        List<StepState> misses = states.stream().filter(state -> !state.hit()).toList();
        if (!misses.isEmpty()) {
            make(misses);
        }
        // A plain build has all packages in one folder.
        for (Path folder : ofPackages) {
            for (Path file : FilesBelow.list(folder, "nupkg")) {
                Files.move(
                        file,
                        attempt.packages().resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (plain().publishesAlone()) {
            tree.complete();
            plain().publishAlone();
        }
        return plain().finish();
    }

    private List<Step> steps() throws IOException {
        List<Step> all = new ArrayList<>();
        Products products = plain().products();
        // One package per project, whatever the number of its frameworks.
        Set<Path> seen = new LinkedHashSet<>();
        for (ProjectOutput output : products.packages()) {
            if (seen.add(output.project())) {
                Path folder =
                        attempt.scratch()
                                .resolve("packed")
                                .resolve(Sha256.of(output.project().toString()).substring(0, 16));
                ofPackages.add(folder);
                all.add(
                        step(
                                "pack",
                                output,
                                "package of " + path(output),
                                folder,
                                new PackageProject(attempt, List.of(output), Map.of(), folder)));
            }
        }
        products.apps()
                .forEach(
                        (app, folder) -> {
                            if (!app.ownPublish()) {
                                all.add(
                                        step(
                                                "publish",
                                                app,
                                                "app " + path(app) + " " + app.targetFramework(),
                                                folder,
                                                new PackageProject(
                                                        attempt,
                                                        List.of(),
                                                        Map.of(app, folder),
                                                        folder)));
                            }
                        });
        return all;
    }

    private Step step(
            String kind, ProjectOutput output, String name, Path target, PackageProject project) {
        String path = path(output);
        TreeSet<String> folders = new TreeSet<>();
        TreeSet<String> files = new TreeSet<>();
        TreeSet<String> obstacles = new TreeSet<>();
        for (DescribedProject one : built.withReferences(path)) {
            folders.addAll(one.folders());
            files.add(one.path());
            files.addAll(one.imports());
            // Projects are asked once more: now they may say something else.
            obstacles.addAll(one.obstacles());
        }
        List<String> facts = new ArrayList<>(List.of(KeyText.of("call", project.xml())));
        properties().forEach((property, value) -> facts.add(KeyText.of("prop", property, value)));
        projects.put(kind + name, project);
        return new Step(
                kind,
                path,
                name,
                facts,
                List.copyOf(folders),
                List.copyOf(files),
                List.copyOf(obstacles),
                target,
                attempt.inside(attempt.scratch()) + "/" + attempt.scratch().relativize(target));
    }

    private void make(List<StepState> misses)
            throws AttemptEnded, IOException, InterruptedException {
        tree.complete();
        StepDrivers drivers = new StepDrivers(built);
        for (StepState state : misses) {
            Path file = attempt.injected().resolve("product-" + state.number() + ".proj");
            Step step = state.step();
            Files.writeString(file, projects.get(step.kind() + step.name()).xml());
            drivers.add(state, attempt.inside(file), properties());
        }
        Path trace = TraceFile.create(attempt.scratch().resolve("products.trace"));
        drivers.run(trace);
        steps.keep(trace);
        if (misses.stream().anyMatch(StepState::failed)) {
            throw plain().failed();
        }
    }

    // Those that a generated project passes on from the command line.
    private SortedMap<String, String> properties() {
        return PropertyArgument.assignments(commands.generated(attempt.injected()));
    }

    private String path(ProjectOutput output) {
        return built.setting().inside().inTree(output.project().toString());
    }
}
