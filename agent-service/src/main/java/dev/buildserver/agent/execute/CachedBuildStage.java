package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.CachedBuild;
import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.contract.log.LogLevel;
import java.io.IOException;

/**
 * Brings the outputs of all projects, from the cache where it can. A build that fails although no
 * source is wrong is made once more, as a plain one: what that says counts.
 */
final class CachedBuildStage extends OtherWayStage<Stage> {
    private final Attempt attempt;
    private final CachedBuild build;
    private final Diagnostics diagnostics;
    private final Stage plainRestore;
    private boolean uncached;

    CachedBuildStage(
            Attempt attempt,
            CachedBuild build,
            Diagnostics diagnostics,
            Stage plainRestore,
            Stage plain) {
        super(plain);
        this.attempt = attempt;
        this.build = build;
        this.diagnostics = diagnostics;
        this.plainRestore = plainRestore;
    }

    /** Whether the cache had no part in what lies there now. */
    boolean uncached() {
        return uncached;
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
                        "A project failed, but not by its sources, or others have more to tell, or what"
                                + " came from the cache was not meant for this; all is built without"
                                + " the cache");
        uncached = true;
        build.freshen();
        plainRestore.run();
        return plain().run();
    }
}
