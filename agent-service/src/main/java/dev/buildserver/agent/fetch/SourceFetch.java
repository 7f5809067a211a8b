package dev.buildserver.agent.fetch;

import dev.buildserver.agent.execute.StopSignal;
import dev.buildserver.agent.report.AttemptReport;
import dev.buildserver.agent.tasks.MonotonicClock;
import dev.buildserver.agent.tasks.Pause;
import dev.buildserver.agent.tasks.Tasks;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.log.LogLevel;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Repository;

/** Brings the source of a job into a workspace. */
@Singleton
public class SourceFetch {
    private final GitTransports transports;
    private final FetchConfig config;
    private final Tasks tasks;
    private final MonotonicClock clock;
    private final Pause pause;

    SourceFetch(
            GitTransports transports,
            FetchConfig config,
            Tasks tasks,
            MonotonicClock clock,
            Pause pause) {
        this.transports = transports;
        this.config = config;
        this.tasks = tasks;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Fetches the job's ref and checks its tree out.
     *
     * @throws SourceUnavailableException when the source can't be had; final
     * @throws IOException when this machine is at fault
     * @throws InterruptedException when the stop signal came; check the signal
     */
    public Source fetch(Workspace workspace, BuildJob job, AttemptReport report, StopSignal stop)
            throws SourceUnavailableException, IOException, InterruptedException {
        FetchWatch watch = new FetchWatch(clock);
        SupervisedFetch supervised =
                new SupervisedFetch(tasks, watch, config.fetch().idleTimeout(), workspace.source());
        return supervised.run(stop, () -> fetchWithRetries(workspace, job, report, watch));
    }

    private Source fetchWithRetries(
            Workspace workspace, BuildJob job, AttemptReport report, FetchWatch watch)
            throws SourceUnavailableException, IOException, InterruptedException {
        for (int failures = 0; ; failures++) {
            try {
                return fetchOnce(workspace, job, watch);
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
                pause.pause(Duration.ofMillis(500L << failures));
                FolderRemoval.remove(workspace.source());
            }
        }
    }

    private Source fetchOnce(Workspace workspace, BuildJob job, FetchWatch watch)
            throws SourceUnavailableException, IOException {
        Path folder = workspace.source();
        Files.createDirectories(folder);
        try (Git git = Git.init().setDirectory(folder.toFile()).call()) {
            Repository repository = git.getRepository();
            RefFetch fetch = new RefFetch(transports, repository, job.repositoryUrl(), watch);
            RefFetch.Fetched fetched = fetch.fetch(job.gitRef(), job.fullHistory());
            git.reset()
                    .setMode(ResetCommand.ResetType.HARD)
                    .setRef(fetched.commit().name())
                    .setProgressMonitor(watch)
                    .disableRefLog(true)
                    .call();
            watch.throwIfCancelled();
            return new Source(fetched.commit().name(), fetched.branch(), false);
        } catch (GitAPIException e) {
            throw new IOException("the tree can't be checked out: " + e.getMessage(), e);
        }
    }
}
