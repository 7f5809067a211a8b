package dev.buildserver.agent.fetch;

import dev.buildserver.agent.execute.StopSignal;
import dev.buildserver.agent.tasks.Tasks;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a fetch on a thread of its own, so that the attempt ends in time even where the fetch hangs
 * in a read that nothing can interrupt. Such a thread is left behind, and the workspace with it.
 */
final class SupervisedFetch {
    private static final long END_MILLIS = 700;

    private final Tasks tasks;
    private final FetchWatch watch;
    private final Workspace workspace;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean begun;

    SupervisedFetch(Tasks tasks, FetchWatch watch, Workspace workspace) {
        this.tasks = tasks;
        this.watch = watch;
        this.workspace = workspace;
    }

    Source run(StopSignal stop, Callable<Source> fetch)
            throws SourceUnavailableException, IOException, InterruptedException {
        Future<Source> running = tasks.start("fetch", () -> runToEnd(fetch));
        StopSignal.Registration atStop = stop.onStop(() -> end(running));
        try {
            return await(running);
        } finally {
            atStop.close();
            if (!running.isDone()) {
                end(running);
            }
        }
    }

    private Source runToEnd(Callable<Source> fetch) throws Exception {
        begun = true;
        try {
            return fetch.call();
        } finally {
            ended.complete(null);
        }
    }

    private void end(Future<Source> running) {
        watch.cancel();
        running.cancel(true);
    }

    private Source await(Future<Source> running)
            throws SourceUnavailableException, IOException, InterruptedException {
        try {
            return running.get();
        } catch (CancellationException e) {
            abandonUnlessEnded();
            throw new InterruptedException("the fetch was stopped");
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        }
    }

    private void abandonUnlessEnded() throws InterruptedException {
        try {
            ended.get(END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // One that was cancelled before it began never begins.
            if (begun) {
                workspace.busyUntil(ended);
            }
        }
    }

    private static RuntimeException rethrow(Throwable cause)
            throws SourceUnavailableException, IOException, InterruptedException {
        if (cause instanceof SourceUnavailableException e) {
            throw e;
        }
        if (cause instanceof IOException e) {
            throw e;
        }
        if (cause instanceof InterruptedException e) {
            throw e;
        }
        throw new IOException("the fetch failed: " + cause, cause);
    }
}
