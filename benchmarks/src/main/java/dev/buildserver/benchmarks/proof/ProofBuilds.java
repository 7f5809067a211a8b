package dev.buildserver.benchmarks.proof;

import dev.buildserver.benchmarks.proof.compare.Built;
import dev.buildserver.benchmarks.proof.compare.ComparedJobs;
import dev.buildserver.benchmarks.proof.compare.EndedBuilds;
import dev.buildserver.benchmarks.proof.solution.Layout;
import dev.buildserver.benchmarks.proof.source.ServedRepository;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.BuildSubmission;
import dev.buildserver.cli.client.RequestRefusedException;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** Has commits built, as users do: through the API, each strategy as a project of its own. */
final class ProofBuilds {
    private static final String UNAVAILABLE = ErrorCode.STRATEGY_UNAVAILABLE.name();

    private final BuildServerClient client;
    private final EndedBuilds endings;
    private final boolean demanded;
    private final ProofListener listener;
    private final List<BuildStrategy> compared;

    /**
     * @param downloads folder for manifests
     */
    ProofBuilds(
            BuildServerClient client,
            Path downloads,
            Comparison comparison,
            ProofListener listener) {
        this.client = client;
        this.endings = new EndedBuilds(client, downloads);
        this.demanded = comparison.demanded();
        this.listener = listener;
        this.compared = new ArrayList<>(comparison.strategies());
    }

    /**
     * Which parts of a build are wanted besides its outputs.
     *
     * @param products packages and published apps
     */
    record Extent(boolean tests, boolean products) {}

    /** Whether the strategy is among those that are compared; before the first build, a guess. */
    boolean compares(BuildStrategy strategy) {
        return compared.contains(strategy);
    }

    /**
     * Builds the first commit of a repository. The clean build leaves the workspace on which the
     * first incremental one goes on, which so has not to be built a second time.
     *
     * @return the clean one first; no incremental one
     */
    List<Built> first(String repositoryUrl, Extent extent) throws IOException {
        Map<BuildStrategy, UUID> builds = new LinkedHashMap<>();
        submitOffered(
                repositoryUrl,
                extent,
                compared.stream().filter(s -> s != BuildStrategy.INCREMENTAL).toList(),
                builds);
        BuildSubmission.Job job = job(repositoryUrl, extent, BuildStrategy.INCREMENTAL);
        UUID clean =
                client.submit(BuildSubmission.of(job, BuildStrategy.CLEAN)).value().executionId();
        return ended(clean, builds);
    }

    /** Builds the newest commit with one strategy. */
    Built one(String repositoryUrl, Extent extent, BuildStrategy strategy) throws IOException {
        return endings.await(strategy, submit(repositoryUrl, extent, strategy));
    }

    /**
     * Builds the newest commit with several strategies at the same time.
     *
     * @param wanted which of the compared ones
     * @return the clean one first
     * @throws IOException when a build ended otherwise than well or by its own fault
     */
    List<Built> build(String repositoryUrl, Extent extent, Predicate<BuildStrategy> wanted)
            throws IOException {
        Map<BuildStrategy, UUID> builds = new LinkedHashMap<>();
        // What may be refused first: nothing else has been asked for then.
        submitOffered(repositoryUrl, extent, compared.stream().filter(wanted).toList(), builds);
        return ended(submit(repositoryUrl, extent, BuildStrategy.CLEAN), builds);
    }

    private void submitOffered(
            String repositoryUrl,
            Extent extent,
            List<BuildStrategy> strategies,
            Map<BuildStrategy, UUID> builds) {
        for (BuildStrategy strategy : strategies) {
            try {
                builds.put(strategy, submit(repositoryUrl, extent, strategy));
            } catch (RequestRefusedException e) {
                if (demanded || !UNAVAILABLE.equals(e.problem().code())) {
                    throw e;
                }
                compared.remove(strategy);
                listener.unavailable(strategy, e.getMessage());
            }
        }
    }

    private List<Built> ended(UUID clean, Map<BuildStrategy, UUID> builds) throws IOException {
        List<Built> ended = new ArrayList<>();
        ended.add(endings.await(BuildStrategy.CLEAN, clean));
        for (Map.Entry<BuildStrategy, UUID> build : builds.entrySet()) {
            ended.add(endings.await(build.getKey(), build.getValue()));
        }
        return ended;
    }

    private UUID submit(String repositoryUrl, Extent extent, BuildStrategy strategy) {
        BuildSubmission.Job job = job(repositoryUrl, extent, strategy);
        return client.submit(BuildSubmission.of(job, strategy)).value().executionId();
    }

    private static BuildSubmission.Job job(
            String repositoryUrl, Extent extent, BuildStrategy project) {
        // By its name: what was built of a bare commit is no other build's to use.
        return ComparedJobs.of(
                        repositoryUrl, project, ServedRepository.BRANCH_NAME, Layout.SOLUTION)
                .runTests(extent.tests())
                .createPackages(extent.products())
                .publishArtifacts(extent.products())
                .build();
    }
}
