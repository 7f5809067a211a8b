package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.execute.warm.Decision;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Compiles the solution. */
final class BuildStage implements Stage {
    private final Attempt attempt;
    private final DotnetCli dotnet;
    private final SolutionCommands commands;
    private final Narrowing narrowing;
    private final Decision decision;
    private final Diagnostics diagnostics;

    BuildStage(
            Attempt attempt,
            DotnetCli dotnet,
            SolutionCommands commands,
            Narrowing narrowing,
            Decision decision,
            Diagnostics diagnostics) {
        this.attempt = attempt;
        this.dotnet = dotnet;
        this.commands = commands;
        this.narrowing = narrowing;
        this.decision = decision;
        this.diagnostics = diagnostics;
    }

    @Override
    public StageName name() {
        return StageName.BUILD;
    }

    @Override
    public String title() {
        return "Building " + attempt.solutionName();
    }

    @Override
    public FailureReason failure() {
        return FailureReason.COMPILE_ERRORS;
    }

    @Override
    public Optional<String> reasonToSkip() {
        return Optional.empty();
    }

    @Override
    public String run() throws AttemptEnded, IOException, InterruptedException {
        if (narrowing.wanted()) {
            narrow();
        }
        AtomicInteger done = new AtomicInteger();
        List<String> command = commands.build(decision.anew());
        if (dotnet.build(command, project -> progress(project, done)) != 0) {
            throw failed();
        }
        return "Build succeeded. " + counts();
    }

    private void narrow() throws AttemptEnded, IOException, InterruptedException {
        if (dotnet.build(commands.ask(), project -> {}) != 0) {
            throw failed();
        }
        narrowing.generate();
    }

    private void progress(String project, AtomicInteger done) {
        String shown = attempt.sourcePaths().relative(Path.of(project));
        attempt.context().report().progress(StageName.BUILD, shown, done.incrementAndGet(), 0);
    }

    private AttemptEnded failed() {
        return FailureText.failed(failure(), "Build failed. " + counts(), diagnostics);
    }

    private String counts() {
        return diagnostics.warnings() + " Warning(s), " + diagnostics.errors() + " Error(s)";
    }
}
