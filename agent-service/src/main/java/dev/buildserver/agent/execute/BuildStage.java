package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.msbuild.CanonicalLine;
import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.execute.msbuild.SourcePaths;
import dev.buildserver.agent.execute.output.ProjectOutput;
import dev.buildserver.agent.execute.output.ProjectOutputs;
import dev.buildserver.agent.execute.warm.EarlierWarnings;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Compiles the solution. */
final class BuildStage implements Stage {
    private final Attempt attempt;
    private final DotnetCli dotnet;
    private final SolutionCommands commands;
    private final Narrowing narrowing;
    private final Diagnostics diagnostics;
    private final List<Diagnostic> earlier;

    /**
     * @param earlier diagnostics of the build on which this one builds
     */
    BuildStage(
            Attempt attempt,
            DotnetCli dotnet,
            SolutionCommands commands,
            Narrowing narrowing,
            Diagnostics diagnostics,
            List<Diagnostic> earlier) {
        this.attempt = attempt;
        this.dotnet = dotnet;
        this.commands = commands;
        this.narrowing = narrowing;
        this.diagnostics = diagnostics;
        this.earlier = List.copyOf(earlier);
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
        Path begun = Files.createFile(attempt.scratch().resolve("build-begun"));
        AtomicInteger done = new AtomicInteger();
        List<String> command = commands.build();
        boolean succeeded = dotnet.build(command, project -> progress(project, done)) == 0;
        repeatWarnings(begun);
        if (!succeeded) {
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

    private void repeatWarnings(Path begun) throws IOException {
        if (earlier.isEmpty()) {
            return;
        }
        repeat(attempt, diagnostics, EarlierWarnings.stillTrue(earlier, notCompiledSince(begun)));
    }

    /** Tells warnings of an earlier build again. */
    static void repeat(Attempt attempt, Diagnostics diagnostics, List<Diagnostic> warnings) {
        for (Diagnostic warning : warnings) {
            diagnostics.add(warning);
            attempt.context().report().log(LogLevel.WARN, CanonicalLine.of(warning));
        }
    }

    /** Projects of which no framework was compiled since a file was made. */
    private Set<String> notCompiledSince(Path begun) throws IOException {
        FileTime since = Files.getLastModifiedTime(begun);
        SourcePaths paths = attempt.sourcePaths();
        Set<String> skipped = new HashSet<>();
        Set<String> compiled = new HashSet<>();
        for (ProjectOutput output : ProjectOutputs.read(attempt.descriptions())) {
            Optional<Path> file =
                    output.compiled().map(attempt::outside).filter(Files::isRegularFile);
            boolean old =
                    file.isPresent() && Files.getLastModifiedTime(file.get()).compareTo(since) < 0;
            (old ? skipped : compiled).add(paths.relative(output.project()));
        }
        skipped.removeAll(compiled);
        return skipped;
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
