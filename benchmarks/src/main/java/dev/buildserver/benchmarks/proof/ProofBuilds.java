package dev.buildserver.benchmarks.proof;

import dev.buildserver.benchmarks.proof.compare.Built;
import dev.buildserver.benchmarks.proof.compare.EndedBuilds;
import dev.buildserver.benchmarks.proof.solution.Layout;
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
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

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
     * Builds a commit with every strategy at the same time.
     *
     * @return the clean one first
     * @throws IOException when a build ended otherwise than well or by its own fault
     */
    List<Built> build(String repositoryUrl, String commit, Extent extent) throws IOException {
        Map<BuildStrategy, UUID> builds = new LinkedHashMap<>();
        // What may be refused first: nothing else has been asked for then.
        for (BuildStrategy strategy : List.copyOf(compared)) {
            try {
                builds.put(strategy, submit(repositoryUrl, commit, extent, strategy));
            } catch (RequestRefusedException e) {
                if (demanded || !UNAVAILABLE.equals(e.problem().code())) {
                    throw e;
                }
                compared.remove(strategy);
                listener.unavailable(strategy, e.getMessage());
            }
        }
        UUID clean = submit(repositoryUrl, commit, extent, BuildStrategy.CLEAN);
        List<Built> ended = new ArrayList<>();
        ended.add(endings.await(BuildStrategy.CLEAN, clean));
        for (Map.Entry<BuildStrategy, UUID> build : builds.entrySet()) {
            ended.add(endings.await(build.getKey(), build.getValue()));
        }
        return ended;
    }

    private UUID submit(
            String repositoryUrl, String commit, Extent extent, BuildStrategy strategy) {
        BuildSubmission.Job job = job(repositoryUrl, commit, extent, strategy);
        return client.submit(BuildSubmission.of(job, strategy)).value().executionId();
    }

    /** One of its own for each repository: to that it is bound. */
    private static String project(String repositoryUrl, BuildStrategy strategy) {
        String name = repositoryUrl.substring(repositoryUrl.lastIndexOf('/') + 1);
        return name.replaceAll("\\.git$", "") + "-" + strategy.toString().toLowerCase(Locale.ROOT);
    }

    private static BuildSubmission.Job job(
            String repositoryUrl, String commit, Extent extent, BuildStrategy strategy) {
        return new BuildSubmission.Job(
                project(repositoryUrl, strategy),
                repositoryUrl,
                commit,
                Layout.SOLUTION,
                null,
                null,
                null,
                null,
                null,
                extent.tests(),
                extent.products(),
                extent.products(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                true);
    }
}
