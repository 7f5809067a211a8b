package dev.buildserver.cli.client;

import dev.buildserver.cli.client.view.ArtifactView;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Fetches one artifact into a file: continues what is there already, checks the whole against the
 * digest that the server recorded, and only then gives it its name.
 */
final class ArtifactDownload {
    private static final Duration STALL = Duration.ofSeconds(30);

    private final Transport transport;
    private final RetryPolicy retries;
    private final ArtifactView artifact;
    private final DownloadListener listener;

    ArtifactDownload(
            Transport transport,
            RetryPolicy retries,
            ArtifactView artifact,
            DownloadListener listener) {
        this.transport = transport;
        this.retries = retries;
        this.artifact = artifact;
        this.listener = listener;
    }

    void to(Path target) {
        Path directory = target.toAbsolutePath().getParent();
        Path partPath =
                directory.resolve(
                        "." + target.getFileName() + "." + artifact.artifactId() + ".part");
        try {
            Files.createDirectories(directory);
            try (PartFile part = PartFile.open(partPath)) {
                if (part.length() > artifact.sizeBytes()) {
                    part.truncate();
                }
                boolean continued = part.length() > 0;
                fill(part);
                if (continued && !verified(part)) {
                    // The old part may be of a file that has been replaced since: once more, whole.
                    part.truncate();
                    fill(part);
                }
                finish(part, target);
            }
        } catch (IOException e) {
            throw new DownloadFailedException("Cannot write " + target + ": " + e.getMessage(), e);
        }
    }

    private void finish(PartFile part, Path target) throws IOException {
        String actual = part.sha256();
        if (!actual.equals(expected())) {
            part.delete();
            throw new DownloadFailedException(
                    artifact.name()
                            + " arrived with SHA-256 "
                            + actual
                            + " instead of "
                            + expected()
                            + "; nothing was kept");
        }
        part.moveTo(target);
    }

    private boolean verified(PartFile part) throws IOException {
        return part.sha256().equals(expected());
    }

    private String expected() {
        return artifact.sha256Hash().toLowerCase(Locale.ROOT);
    }

    private void fill(PartFile part) throws IOException {
        boolean restarted = false;
        int failures = 0;
        while (part.length() < artifact.sizeBytes()) {
            long before = part.length();
            try {
                if (transfer(part) == RangeTransfer.Outcome.COMPLETE) {
                    return;
                }
                part.truncate();
                if (restarted) {
                    throw new DownloadFailedException(
                            "The server does not give " + artifact.name() + " in parts or whole");
                }
                restarted = true;
            } catch (RefusedStreamException e) {
                if (!e.isTransient() || ++failures >= retries.tries()) {
                    throw e.problem();
                }
                transport.waitFor(retries.pauseAfter(failures));
            } catch (IOException e) {
                failures = part.length() > before ? 1 : failures + 1;
                if (failures >= retries.tries()) {
                    throw transport.unreachable(e);
                }
                transport.waitFor(retries.pauseAfter(failures));
            } catch (InterruptedException e) {
                throw Transport.interrupted(e);
            }
        }
    }

    private RangeTransfer.Outcome transfer(PartFile part) throws IOException, InterruptedException {
        long offset = part.length();
        HttpRequest.Builder request =
                transport
                        .request(Paths.artifact(artifact.artifactId()) + "/download")
                        .header("Accept", "*/*")
                        .GET();
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
        }
        return new RangeTransfer(
                        part, offset, bytes -> listener.progress(bytes, artifact.sizeBytes()))
                .run(transport.http(), request.build(), STALL);
    }
}
