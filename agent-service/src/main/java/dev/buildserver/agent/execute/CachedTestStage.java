package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.BuiltSolution;
import dev.buildserver.agent.cached.build.CachedBuild;
import dev.buildserver.agent.cached.key.KeyText;
import dev.buildserver.agent.cached.step.Step;
import dev.buildserver.agent.cached.step.StepState;
import dev.buildserver.agent.cached.step.Steps;
import dev.buildserver.agent.execute.output.ProjectOutput;
import dev.buildserver.agent.execute.output.ProjectOutputs;
import dev.buildserver.agent.execute.test.TestRuns;
import dev.buildserver.agent.execute.test.TestSummary;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the tests of those test projects whose tests have not passed before with equal inputs. */
final class CachedTestStage extends OtherWayStage<TestStage> {
    private static final String FOLDER = "tests";

    private final Attempt attempt;
    private final CachedBuild build;
    private final BuiltSolution built;
    private final Steps steps;
    private final StepRuns runs;
    private final SolutionCommands commands;
    private final TestSummary summary;

    /**
     * @param plain runs all tests at once
     */
    CachedTestStage(
            Attempt attempt,
            CachedBuild build,
            BuiltSolution built,
            Steps steps,
            StepRuns runs,
            SolutionCommands commands,
            TestSummary summary,
            TestStage plain) {
        super(plain);
        this.attempt = attempt;
        this.build = build;
        this.built = built;
        this.steps = steps;
        this.runs = runs;
        this.commands = commands;
        this.summary = summary;
    }

    @Override
    public String run() throws AttemptEnded, IOException, InterruptedException {
        Map<String, ProjectOutput> projects = new LinkedHashMap<>();
        for (ProjectOutput output : ProjectOutputs.read(attempt.descriptions())) {
            String path = built.setting().inside().inTree(output.project().toString());
            if (output.test() && built.built().contains(path)) {
                projects.putIfAbsent(path, output);
            }
        }
        Map<String, List<String>> tests = new LinkedHashMap<>();
        projects.forEach((path, output) -> tests.put(path, commands.test(output)));
        List<StepState> states =
                steps.lookUp(
                        projects.entrySet().stream()
                                .map(project -> step(project.getKey(), project.getValue(), tests))
                                .toList());
        runs.replay(states, "%s is unchanged: its tests passed at commit %s");
        List<StepState> misses = states.stream().filter(state -> !state.hit()).toList();
        boolean succeeded = true;
        try {
            if (!misses.isEmpty()) {
                succeeded = run(misses, tests);
            }
        } finally {
            TestRuns.read(attempt.testResults(), summary, file -> isCached(file, states));
        }
        return plain().verdict(succeeded);
    }

    private Step step(String path, ProjectOutput output, Map<String, List<String>> tests) {
        // The targets lay results out like that.
        String folder = output.project().toString().substring(1);
        Path target = attempt.testResults().resolve(folder);
        return new Step(
                "test",
                path,
                path,
                tests.get(path).stream().map(word -> KeyText.of("argument", word)).toList(),
                built.projects().get(path).outputFolders(),
                List.of(),
                target,
                attempt.inside(attempt.testResults()) + "/" + folder);
    }

    private boolean run(List<StepState> misses, Map<String, List<String>> tests)
            throws AttemptEnded, IOException, InterruptedException {
        build.complete();
        Path folder = attempt.scratch().resolve(FOLDER);
        SideBySide commandsOfAll =
                new SideBySide(folder, attempt.inside(attempt.scratch()) + "/" + FOLDER);
        for (StepState state : misses) {
            commandsOfAll.add(
                    state.number(),
                    runs.command(tests.get(state.step().project()), events(folder, state)));
        }
        Path trace = TraceFile.create(attempt.scratch().resolve("tests.trace"));
        runs.run(
                commandsOfAll.command(Runtime.getRuntime().availableProcessors()),
                "dotnet test, for each of %d projects".formatted(misses.size()),
                trace);
        boolean all = true;
        for (StepState state : misses) {
            List<String> said = runs.diagnostics(events(folder, state));
            boolean ended = commandsOfAll.succeeded(state.number());
            all &= ended;
            state.ran(ended && passed(state), commandsOfAll.millis(state.number()), said);
        }
        steps.keep(trace);
        return all;
    }

    private static Path events(Path folder, StepState state) {
        return folder.resolve(state.number() + ".jsonl");
    }

    private static boolean passed(StepState state) throws IOException {
        TestSummary own = new TestSummary(0);
        TestRuns.read(state.step().target(), own);
        return own.failed() == 0 && own.isComplete() && own.problems().isEmpty();
    }

    private static boolean isCached(Path file, List<StepState> states) {
        return states.stream()
                .anyMatch(state -> state.hit() && file.startsWith(state.step().target()));
    }
}
