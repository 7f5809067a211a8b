package dev.buildserver.benchmarks.stack;

import dev.buildserver.cli.client.BuildEvent;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.BuildSubmission;
import dev.buildserver.cli.client.BuildSubmission.Job;
import dev.buildserver.cli.client.view.BuildView;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;

/** Runs builds to their end, one at a time. */
public final class Builds {
    private final BuildServerClient client;

    public Builds(BuildServerClient client) {
        this.client = client;
    }

    /**
     * A build that succeeded.
     *
     * @param sent when the request left, by the client's clock, which is the server's
     * @param seconds from the request to the final status, as a client sees it
     */
    public record Finished(BuildView view, Instant sent, double seconds) {
        /** From the request to the start of the first stage. */
        public double firstStageMillis() {
            return Duration.between(sent, view.stages().get(0).startTime()).toNanos() / 1e6;
        }
    }

    /**
     * Builds a sample with everything on: tests, packages, artifacts.
     *
     * @throws IOException when the build does not succeed
     */
    public Finished run(SampleSource source, BuildStrategy strategy) throws IOException {
        Job job =
                Job.with(
                                "bench-" + source.solution().replace(".sln", ""),
                                source.url(),
                                "main",
                                source.solution())
                        .runTests(true)
                        .createPackages(true)
                        .publishArtifacts(true)
                        .build();
        return run(job, strategy, line -> {});
    }

    /**
     * Builds a job.
     *
     * @param log gets what the build says
     * @throws IOException when the build does not succeed
     */
    public Finished run(Job job, BuildStrategy strategy, Consumer<String> log) throws IOException {
        Instant sent = InstantSource.system().instant();
        long started = System.nanoTime();
        UUID id = client.submit(BuildSubmission.of(job, strategy)).value().executionId();
        client.followLog(
                id,
                null,
                event -> {
                    if (event instanceof BuildEvent.Log line) {
                        log.accept(line.text());
                    }
                });
        BuildView view = client.get(id).value();
        double seconds = (System.nanoTime() - started) / 1e9;
        if (view.status() != BuildStatus.SUCCEEDED) {
            throw new IOException(
                    "build " + id + " ended " + view.status() + ": " + view.errorMessage());
        }
        return new Finished(view, sent, seconds);
    }
}
