package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.CachedBuild;
import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import java.io.IOException;
import java.util.Optional;

/**
 * Brings the outputs of all projects, from the cache where it can. A build that fails although no
 * source is wrong is made once more, as a plain one: what that says counts.
 */
final class CachedBuildStage implements Stage {
    private final Attempt attempt;
    private final CachedBuild build;
    private final Diagnostics diagnostics;
    private final Stage plainRestore;
    private final Stage plainBuild;
    private boolean plain;

    CachedBuildStage(
            Attempt attempt,
            CachedBuild build,
            Diagnostics diagnostics,
            Stage plainRestore,
            Stage plainBuild) {
        this.attempt = attempt;
        this.build = build;
        this.diagnostics = diagnostics;
        this.plainRestore = plainRestore;
        this.plainBuild = plainBuild;
    }

    /** Whether the cache had no part in what lies there now. */
    boolean plain() {
        return plain;
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
        if (build.isDoubtful()) {
            return runPlain();
        }
        String counts =
                diagnostics.warnings() + " Warning(s), " + diagnostics.errors() + " Error(s)";
        if (!succeeded) {
            throw FailureText.failed(failure(), "Build failed. " + counts, diagnostics);
        }
        return "Build succeeded. " + counts + ", " + build.findings().summary();
    }

    private String runPlain() throws AttemptEnded, IOException, InterruptedException {
        attempt.context()
                .report()
                .log(
                        LogLevel.WARN,
                        "A project failed, but not by its sources; all is built without the cache");
        plain = true;
        build.freshen();
        plainRestore.run();
        return plainBuild.run();
    }
}
