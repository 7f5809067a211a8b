package dev.buildserver.benchmarks.history;

import dev.buildserver.benchmarks.proof.compare.Built;
import dev.buildserver.benchmarks.proof.compare.ComparedJobs;
import dev.buildserver.benchmarks.proof.compare.EndedBuilds;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.BuildSubmission;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Pushes the commits of a history one after the other, and has each built with a strategy and, for
 * comparison, clean: one at a time, so that neither slows the other.
 */
public final class Replay {
    private final BuildServerClient client;
    private final Path repositories;
    private final EndedBuilds endings;
    private final BuildStrategy strategy;
    private final ReplayFigures figures;

    /**
     * @param repositories folder that the stack may clone from
     * @param downloads folder for manifests
     */
    public Replay(
            BuildServerClient client,
            Path repositories,
            Path downloads,
            BuildStrategy strategy,
            ReplayFigures figures)
            throws IOException {
        this.client = client;
        this.repositories = repositories;
        this.endings = new EndedBuilds(client, Files.createDirectories(downloads));
        this.strategy = strategy;
        this.figures = figures;
    }

    /**
     * What is replayed.
     *
     * @param repository folder or address
     * @param revision where the history ends; null for the default branch
     * @param solution path of the solution; null for the only one at the root
     * @param configuration such as {@code Release}; null for the server's default
     * @param properties MSBuild properties
     * @param commits how many of the last commits
     */
    public record Source(
            String repository,
            String revision,
            String solution,
            String configuration,
            Map<String, String> properties,
            boolean tests,
            int commits) {}

    /**
     * Replays a history.
     *
     * @throws IOException when there is nothing to replay, or a build ended by no fault of its own
     */
    public void run(Source source) throws IOException {
        Path folder = repositories.resolve("history-" + UUID.randomUUID() + ".git");
        try (ReplayedRepository repository =
                ReplayedRepository.copy(source.repository(), source.revision(), folder)) {
            String solution =
                    source.solution() == null ? repository.onlySolution() : source.solution();
            List<Push> pushes = repository.pushes(source.commits());
            for (int i = 0; i < pushes.size(); i++) {
                Push push = pushes.get(i);
                if (repository.has(push, solution)) {
                    repository.push(push);
                    // In turns: whoever comes second finds the sources in the system's memory.
                    build(repository.url(), source, solution, push, i % 2 == 0);
                } else {
                    figures.skipped(push, "it has no " + solution);
                }
            }
        }
    }

    private void build(String url, Source source, String solution, Push push, boolean cleanFirst)
            throws IOException {
        Built clean = cleanFirst ? build(url, source, solution, push, BuildStrategy.CLEAN) : null;
        Built quick = build(url, source, solution, push, strategy);
        if (!cleanFirst) {
            clean = build(url, source, solution, push, BuildStrategy.CLEAN);
        }
        figures.built(push, quick, clean, client.cacheReport(quick.view().executionId()).value());
    }

    private Built build(String url, Source source, String solution, Push push, BuildStrategy with)
            throws IOException {
        BuildSubmission.Job job =
                ComparedJobs.of(url, with, push.ref(), solution)
                        .configuration(source.configuration())
                        .buildProperties(source.properties())
                        .runTests(source.tests())
                        .createPackages(false)
                        .publishArtifacts(false)
                        .build();
        UUID id = client.submit(BuildSubmission.of(job, with)).value().executionId();
        Built built = endings.await(with, id);
        if (!push.commit().equals(built.view().commit())) {
            throw new IOException(
                    "build %s is of %s, not of %s"
                            .formatted(id, built.view().commit(), push.commit()));
        }
        return built;
    }
}
