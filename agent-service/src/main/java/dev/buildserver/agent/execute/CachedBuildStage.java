package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.CachedBuild;
import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import java.io.IOException;
import java.util.Optional;

/** Brings the outputs of all projects, from the cache where it can. */
final class CachedBuildStage implements Stage {
    private final Attempt attempt;
    private final CachedBuild build;
    private final Diagnostics diagnostics;

    CachedBuildStage(Attempt attempt, CachedBuild build, Diagnostics diagnostics) {
        this.attempt = attempt;
        this.build = build;
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
        boolean succeeded = build.build();
        String counts =
                diagnostics.warnings() + " Warning(s), " + diagnostics.errors() + " Error(s)";
        if (!succeeded) {
            throw FailureText.failed(failure(), "Build failed. " + counts, diagnostics);
        }
        return "Build succeeded. " + counts + ", " + build.summary();
    }
}
