package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.CachedBuild;
import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import java.io.IOException;
import java.util.Optional;

/** Brings packages and the description of the solution, from the cache where it can. */
final class CachedRestoreStage implements Stage {
    private final CachedBuild build;
    private final Diagnostics diagnostics;

    CachedRestoreStage(CachedBuild build, Diagnostics diagnostics) {
        this.build = build;
        this.diagnostics = diagnostics;
    }

    @Override
    public StageName name() {
        return StageName.RESTORE;
    }

    @Override
    public String title() {
        return "Restoring NuGet packages...";
    }

    @Override
    public FailureReason failure() {
        return FailureReason.RESTORE_FAILED;
    }

    @Override
    public Optional<String> reasonToSkip() {
        return Optional.empty();
    }

    @Override
    public String run() throws AttemptEnded, IOException, InterruptedException {
        return build.restore()
                .orElseThrow(
                        () ->
                                FailureText.failed(
                                        failure(), RestoreStage.summary(diagnostics), diagnostics));
    }
}
