package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.output.ProjectOutput;
import dev.buildserver.agent.execute.output.ProjectOutputs;
import dev.buildserver.agent.execute.test.TestRuns;
import dev.buildserver.agent.execute.test.TestSummary;
import dev.buildserver.agent.execute.warm.TestMemory;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Runs the tests of all test projects. */
final class TestStage implements Stage {
    private final Attempt attempt;
    private final DotnetCli dotnet;
    private final SolutionCommands commands;
    private final TestSummary summary;

    TestStage(Attempt attempt, DotnetCli dotnet, SolutionCommands commands, TestSummary summary) {
        this.attempt = attempt;
        this.dotnet = dotnet;
        this.commands = commands;
        this.summary = summary;
    }

    @Override
    public StageName name() {
        return StageName.TEST;
    }

    @Override
    public String title() {
        return "Running tests...";
    }

    @Override
    public FailureReason failure() {
        return FailureReason.TEST_FAILURES;
    }

    @Override
    public Optional<String> reasonToSkip() throws IOException {
        if (!attempt.job().runTests()) {
            return Optional.of("Not asked for");
        }
        List<ProjectOutput> projects = ProjectOutputs.read(attempt.descriptions());
        return projects.stream().noneMatch(ProjectOutput::test)
                ? Optional.of("No tests found: no project is a test project")
                : Optional.empty();
    }

    @Override
    public String run() throws AttemptEnded, IOException, InterruptedException {
        int status;
        try {
            status = dotnet.build(commands.test(), project -> {});
        } finally {
            TestRuns.read(attempt.testResults(), summary);
        }
        try {
            return verdict(status == 0);
        } catch (AttemptEnded failed) {
            new TestMemory(attempt.passedTests()).forgetAll();
            throw failed;
        }
    }

    /**
     * What the results mean.
     *
     * @param ended whether all runs ended as they should
     * @return one line for people
     * @throws AttemptEnded they failed
     */
    String verdict(boolean ended) throws AttemptEnded {
        if (summary.failed() > 0) {
            throw AttemptEnded.failed(failure(), summary.describe());
        }
        if (!ended || !summary.isComplete()) {
            String why = summary.problems().isEmpty() ? "see the log" : summary.problems().get(0);
            String text = FailureText.oneLine("The test run was aborted: " + why);
            throw AttemptEnded.failed(failure(), text);
        }
        return summary.results().total() == 0 ? "No test was run" : summary.describe();
    }
}
