package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.execute.Enclosure.Closed;
import dev.buildserver.agent.execute.SeparateTests.Ran;
import dev.buildserver.agent.execute.SeparateTests.Tested;
import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.execute.output.ProjectOutput;
import dev.buildserver.agent.execute.output.ProjectOutputs;
import dev.buildserver.agent.execute.solution.ListedProjects;
import dev.buildserver.agent.execute.test.TestRuns;
import dev.buildserver.agent.execute.test.TestSummary;
import dev.buildserver.agent.execute.warm.TestLooks;
import dev.buildserver.agent.execute.warm.TestMemory;
import dev.buildserver.agent.execute.warm.TestMemory.Passed;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.sandbox.SandboxPlan;
import dev.buildserver.agent.trace.AttributedTrace;
import dev.buildserver.agent.trace.Program;
import dev.buildserver.contract.log.LogLevel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the tests of those projects of a warm workspace that may be affected by what has changed
 * since they passed: something that they looked at then is not as it was.
 */
final class AffectedTestsStage extends OtherWayStage<TestStage> {
    private final Attempt attempt;
    private final StepRuns runs;
    private final SolutionCommands commands;
    private final TestSummary summary;

    /** Names what tests can see besides the tree. */
    private final String image;

    private final TestMemory memory;
    private final List<Path> unaffected = new ArrayList<>();

    private AffectedTestsStage(
            Attempt attempt,
            StepRuns runs,
            SolutionCommands commands,
            TestSummary summary,
            String image,
            TestStage plain) {
        super(plain);
        this.attempt = attempt;
        this.runs = runs;
        this.commands = commands;
        this.summary = summary;
        this.image = image;
        this.memory = new TestMemory(attempt.passedTests());
    }

    /** The tests of a build without the cache; all of them where it can't be seen what they do. */
    static Stage of(
            Attempt attempt,
            DotnetCli dotnet,
            SolutionCommands commands,
            Diagnostics diagnostics,
            TestSummary summary) {
        TestStage all = new TestStage(attempt, dotnet, commands, summary);
        Optional<Closed> closed = attempt.closed();
        if (attempt.clean() || closed.isEmpty()) {
            return all;
        }
        return new AffectedTestsStage(
                attempt,
                new StepRuns(attempt, closed.get(), dotnet, diagnostics),
                commands,
                summary,
                closed.get().image(),
                all);
    }

    @Override
    public String run() throws AttemptEnded, IOException, InterruptedException {
        Optional<Set<Path>> listed = ListedProjects.of(attempt.solution());
        if (listed.isEmpty()) {
            return plain().run();
        }
        Tree tree = Tree.of(attempt.source(), attempt.context().commit());
        Map<Tested, Passed> affected = affected(listed.get(), tree);
        boolean ended = true;
        try {
            if (!affected.isEmpty()) {
                ended = run(affected, tree);
            }
        } finally {
            TestRuns.read(
                    attempt.testResults(),
                    summary,
                    file -> unaffected.stream().anyMatch(file::startsWith));
        }
        return plain().verdict(ended);
    }

    /** Those that have to run, with what is to be remembered where they pass. */
    private Map<Tested, Passed> affected(Set<Path> listed, Tree tree) throws IOException {
        Map<Path, ProjectOutput> projects = new LinkedHashMap<>();
        for (ProjectOutput output : ProjectOutputs.read(attempt.descriptions())) {
            if (output.test() && listed.contains(attempt.outside(output.project()))) {
                projects.putIfAbsent(output.project(), output);
            }
        }
        Map<Tested, Passed> affected = new LinkedHashMap<>();
        for (ProjectOutput output : projects.values()) {
            // The targets lay results out like that.
            Path target = attempt.testResults().resolve(output.project().toString().substring(1));
            List<String> command = commands.test(output);
            String options = image + "\n" + commands.fingerprint() + "\n" + command;
            String project = name(output.project());
            Optional<Passed> before = memory.unaffected(project, options, tree);
            if (before.isPresent()) {
                memory.bring(project, target);
                unaffected.add(target);
                log(
                        "%s is not affected: its tests passed at commit %s",
                        project, before.get().commit());
            } else {
                memory.forget(project);
                affected.put(
                        new Tested(affected.size() + 1, project, command, target),
                        new Passed(options, attempt.context().commit(), List.of()));
            }
        }
        return affected;
    }

    private boolean run(Map<Tested, Passed> affected, Tree tree)
            throws AttemptEnded, IOException, InterruptedException {
        SeparateTests.All all =
                new SeparateTests(attempt, runs).run(List.copyOf(affected.keySet()));
        TestLooks looks =
                new TestLooks(
                        AttributedTrace.read(all.trace(), Program::isCompilerServer),
                        SandboxPlan.SOURCE,
                        tree);
        int at = 0;
        for (Map.Entry<Tested, Passed> one : affected.entrySet()) {
            Ran ran = all.ran().get(at++);
            if (ran.passed() && !ran.said().isEmpty()) {
                log("Tests of %s run each time: their targets warn", one.getKey().project());
            } else if (ran.passed()) {
                remember(one.getKey(), one.getValue(), looks.of(ran.number()));
            }
        }
        return all.ended();
    }

    private void remember(Tested tested, Passed passed, TestLooks.Of seen) throws IOException {
        if (seen.obstacles().isEmpty()) {
            memory.remember(
                    tested.project(),
                    new Passed(passed.options(), passed.commit(), seen.looks()),
                    tested.target());
        } else {
            log(
                    "Tests of %s run each time: %s",
                    tested.project(), String.join("; ", seen.obstacles()));
        }
    }

    private String name(Path project) {
        return TreePath.of(attempt.source(), attempt.outside(project));
    }

    private void log(String text, String... words) {
        attempt.context().report().log(LogLevel.INFO, text.formatted((Object[]) words));
    }
}
