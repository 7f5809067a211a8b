package dev.buildserver.benchmarks.proof.compare;

import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.DownloadListener;
import dev.buildserver.cli.client.view.ArtifactView;
import dev.buildserver.cli.client.view.BuildView;
import dev.buildserver.cli.client.view.CacheReport;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Waits for builds, and gets what they say that they made. */
public final class EndedBuilds {
    private static final String WARM = "Building what changed: ";

    private final BuildServerClient client;
    private final Path downloads;

    /**
     * @param downloads folder for manifests, one for each strategy
     */
    public EndedBuilds(BuildServerClient client, Path downloads) {
        this.client = client;
        this.downloads = downloads;
    }

    /**
     * Waits for the end of a build that was asked for its manifest.
     *
     * @throws IOException when it ended otherwise than well or by its own fault
     */
    public Built await(BuildStrategy strategy, UUID id) throws IOException {
        boolean[] warm = new boolean[1];
        client.followLog(id, null, event -> warm[0] |= String.valueOf(event).contains(WARM));
        BuildView view = client.get(id).value();
        CacheReport cache =
                strategy == BuildStrategy.CACHED ? client.cacheReport(id).value() : null;
        Path file = downloads.resolve(strategy + ".json");
        if (view.status() == BuildStatus.SUCCEEDED) {
            client.download(manifest(id), file, DownloadListener.NONE);
            return new Built(strategy, view, Manifest.read(file), file, warm[0], cache);
        }
        if (view.status() != BuildStatus.FAILED
                || "InfrastructureError".equals(view.failureReason())) {
            throw new IOException(
                    "build %s ended %s: %s".formatted(id, view.status(), view.errorMessage()));
        }
        Files.deleteIfExists(file);
        return new Built(strategy, view, Manifest.NONE, null, warm[0], cache);
    }

    private ArtifactView manifest(UUID id) throws IOException {
        return client.artifacts(id).value().artifacts().stream()
                .filter(artifact -> artifact.path().equals("outputs.json"))
                .findFirst()
                .orElseThrow(() -> new IOException("build " + id + " has no manifest"));
    }
}
