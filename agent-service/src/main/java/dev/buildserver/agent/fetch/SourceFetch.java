package dev.buildserver.agent.fetch;

import dev.buildserver.agent.execute.StopSignal;
import dev.buildserver.agent.report.AttemptReport;
import dev.buildserver.agent.tasks.Pause;
import dev.buildserver.agent.tasks.Tasks;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.log.LogLevel;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;

/** Brings the source of a job into a workspace. */
@Singleton
public class SourceFetch {
    private static final long FIRST_RETRY_MILLIS = 500;

    private final GitTransports transports;
    private final FetchConfig config;
    private final Tasks tasks;
    private final Pause pause;
    private final Mirrors mirrors;
    private final BlobHashes hashes = new BlobHashes();

    SourceFetch(GitTransports transports, FetchConfig config, Tasks tasks, Pause pause) {
        this.transports = transports;
        this.config = config;
        this.tasks = tasks;
        this.pause = pause;
        this.mirrors =
                new Mirrors(
                        config.workDir().toAbsolutePath().normalize().resolve("mirrors"),
                        config.fetch().mirrors().asLongValue(),
                        removal -> tasks.start("mirrors", removal));
    }

    /**
     * Fetches the job's ref and checks its tree out.
     *
     * @param shortcut may make do without
     * @throws SourceUnavailableException when the source can't be had; final
     * @throws IOException when this machine is at fault
     * @throws InterruptedException when the stop signal came; check the signal
     */
    public Source fetch(
            Workspace workspace,
            BuildJob job,
            Shortcut shortcut,
            AttemptReport report,
            StopSignal stop)
            throws SourceUnavailableException, IOException, InterruptedException {
        FetchWatch watch = new FetchWatch();
        SourceCheckout checkout =
                new SourceCheckout(
                        transports, workspace, job, shortcut, mirrors, hashes, stop, report, watch);
        return new SupervisedFetch(tasks, watch, workspace)
                .run(stop, () -> withRetries(checkout, report, watch));
    }

    private Source withRetries(SourceCheckout checkout, AttemptReport report, FetchWatch watch)
            throws SourceUnavailableException, IOException, InterruptedException {
        for (int failures = 0; ; failures++) {
            try {
                return checkout.run();
            } catch (IOException e) {
                FetchFailure failure = FetchFailure.of(e);
                if (failure == FetchFailure.LOCAL || watch.isCancelled()) {
                    throw e;
                }
                String text = failure.explain(e);
                if (!failure.isWorthRetrying() || failures >= config.fetch().retries()) {
                    throw new SourceUnavailableException(text, e);
                }
                report.log(LogLevel.WARN, text + "; trying again");
                pause.pause(Duration.ofMillis(FIRST_RETRY_MILLIS << failures));
            }
        }
    }
}
