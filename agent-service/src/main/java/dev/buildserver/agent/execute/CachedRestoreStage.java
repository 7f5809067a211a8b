package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.CachedBuild;
import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.report.AttemptReport;
import dev.buildserver.contract.log.LogLevel;
import java.io.IOException;
import java.util.Optional;

/**
 * Brings packages and the description of the solution, from the cache where it can. A solution that
 * can't be described, such as one with projects of another kind, is restored as in a plain build,
 * which also says best what is wrong with it, unless that is known already.
 */
final class CachedRestoreStage extends OtherWayStage<Stage> {
    private final CachedBuild build;
    private final AttemptReport report;
    private final Diagnostics diagnostics;
    private boolean described;

    /**
     * @param plain does it without the cache
     */
    CachedRestoreStage(
            CachedBuild build, Stage plain, AttemptReport report, Diagnostics diagnostics) {
        super(plain);
        this.build = build;
        this.report = report;
        this.diagnostics = diagnostics;
    }

    /** Whether the build can go on with the cache. */
    boolean described() {
        return described;
    }

    @Override
    public String run() throws AttemptEnded, IOException, InterruptedException {
        Optional<String> done = build.restore();
        described = done.isPresent();
        if (described) {
            return done.get();
        }
        if (build.isRefused()) {
            throw FailureText.failed(failure(), RestoreStage.summary(diagnostics), diagnostics);
        }
        report.log(LogLevel.WARN, "The solution can't be described; it is built without the cache");
        return plain().run();
    }
}
