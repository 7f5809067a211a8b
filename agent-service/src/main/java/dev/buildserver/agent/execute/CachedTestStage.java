package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.BuiltSolution;
import dev.buildserver.agent.cached.build.CachedBuild;
import dev.buildserver.agent.cached.key.KeyText;
import dev.buildserver.agent.cached.step.Step;
import dev.buildserver.agent.cached.step.StepState;
import dev.buildserver.agent.cached.step.Steps;
import dev.buildserver.agent.execute.SeparateTests.Tested;
import dev.buildserver.agent.execute.output.ProjectOutput;
import dev.buildserver.agent.execute.output.ProjectOutputs;
import dev.buildserver.agent.execute.test.TestRuns;
import dev.buildserver.agent.execute.test.TestSummary;
import dev.buildserver.agent.failure.AttemptEnded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the tests of those test projects whose tests have not passed before with equal inputs. */
final class CachedTestStage extends OtherWayStage<TestStage> {
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
                Step.TEST,
                path,
                path,
                tests.get(path).stream().map(word -> KeyText.of("argument", word)).toList(),
                built.projects().get(path).outputFolders(),
                built.restored(path),
                List.of(),
                target,
                attempt.inside(attempt.testResults()) + "/" + folder);
    }

    private boolean run(List<StepState> misses, Map<String, List<String>> tests)
            throws AttemptEnded, IOException, InterruptedException {
        build.complete();
        steps.layLeft();
        Map<Integer, StepState> byNumber = new HashMap<>();
        misses.forEach(state -> byNumber.put(state.number(), state));
        SeparateTests.All all =
                new SeparateTests(attempt, runs)
                        .run(misses.stream().map(state -> tested(state, tests)).toList());
        all.ran()
                .forEach(
                        ran ->
                                byNumber.get(ran.number())
                                        .ran(ran.passed(), ran.millis(), ran.said()));
        steps.keep(all.trace());
        return all.ended();
    }

    private static Tested tested(StepState state, Map<String, List<String>> tests) {
        Step step = state.step();
        return new Tested(state.number(), step.project(), tests.get(step.project()), step.target());
    }

    private static boolean isCached(Path file, List<StepState> states) {
        return states.stream()
                .anyMatch(state -> state.hit() && file.startsWith(state.step().target()));
    }
}
