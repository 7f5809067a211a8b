package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.test.TestRuns;
import dev.buildserver.agent.execute.test.TestSummary;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the tests of several projects in one sandbox, each by a command of its own, and traced. */
final class SeparateTests {
    private static final String FOLDER = "tests";

    private final Attempt attempt;
    private final StepRuns runs;

    SeparateTests(Attempt attempt, StepRuns runs) {
        this.attempt = attempt;
        this.runs = runs;
    }

    /**
     * Tests of one project.
     *
     * @param number tells them apart in the trace
     * @param project the project file, a path in the tree
     * @param command arguments of {@code dotnet}
     * @param target folder that gets what they leave
     */
    record Tested(int number, String project, List<String> command, Path target) {}

    /**
     * What became of them.
     *
     * @param ended whether the command ended as it should
     * @param passed whether it did, and no test failed
     * @param said errors and warnings
     */
    record Ran(int number, boolean ended, boolean passed, long millis, List<String> said) {}

    /**
     * What all of them did.
     *
     * @param trace an interval for each, by its number
     */
    record All(List<Ran> ran, Path trace) {
        boolean ended() {
            return ran.stream().allMatch(Ran::ended);
        }
    }

    All run(List<Tested> tests) throws AttemptEnded, IOException, InterruptedException {
        Path folder = attempt.scratch().resolve(FOLDER);
        SideBySide commands =
                new SideBySide(folder, attempt.inside(attempt.scratch()) + "/" + FOLDER);
        for (Tested one : tests) {
            commands.add(one.number(), runs.command(one.command(), events(folder, one)));
        }
        Path trace = TraceFile.create(attempt.scratch().resolve("tests.trace"));
        runs.run(
                commands.command(Runtime.getRuntime().availableProcessors()),
                "dotnet test, for each of %d projects".formatted(tests.size()),
                trace);
        List<Ran> ran = new ArrayList<>();
        for (Tested one : tests) {
            boolean ended = commands.succeeded(one.number());
            ran.add(
                    new Ran(
                            one.number(),
                            ended,
                            ended && passed(one),
                            commands.millis(one.number()),
                            runs.diagnostics(events(folder, one))));
        }
        return new All(ran, trace);
    }

    private static Path events(Path folder, Tested one) {
        return folder.resolve(one.number() + ".jsonl");
    }

    private static boolean passed(Tested one) throws IOException {
        TestSummary own = new TestSummary(0);
        TestRuns.read(one.target(), own);
        return own.failed() == 0 && own.isComplete() && own.problems().isEmpty();
    }
}
