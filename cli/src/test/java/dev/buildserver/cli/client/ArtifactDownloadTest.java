package dev.buildserver.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.cli.client.view.ArtifactView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactDownloadTest {
    private static final byte[] CONTENT = new byte[300_000];

    static {
        new Random(7).nextBytes(CONTENT);
    }

    private final RetryPolicy retries =
            new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2));
    private CuttingServer server;

    @TempDir Path folder;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ArtifactView artifact(byte[] content) {
        return new ArtifactView(
                "a1",
                "MyApp.zip",
                "out/MyApp.zip",
                null,
                content.length,
                null,
                sha256(content),
                null,
                null);
    }

    private void download(ArtifactView artifact, Path target, DownloadListener listener) {
        new BuildServerClient(Endpoint.of(server.address(), "t"), retries, retries, new NoPause())
                .download(artifact, target, listener);
    }

    private void download(Path target) {
        download(artifact(CONTENT), target, DownloadListener.NONE);
    }

    private Path part() {
        return folder.resolve(".MyApp.zip.a1.part");
    }

    @Test
    void writesTheWholeFileAndNothingElse() throws IOException {
        // Given
        server = new CuttingServer(CONTENT, true);
        Path target = folder.resolve("new/folder/MyApp.zip");
        AtomicLong heard = new AtomicLong();

        // When
        download(artifact(CONTENT), target, (done, total) -> heard.set(done));

        // Then
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(heard).hasValue(CONTENT.length);
        try (var files = Files.list(target.getParent())) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void continuesWhereTheConnectionBroke() {
        // Given
        server = new CuttingServer(CONTENT, true, 100_000, 50_000);
        Path target = folder.resolve("MyApp.zip");

        // When
        download(target);

        // Then
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(server.ranges()).containsExactly("all", "bytes=100000-", "bytes=150000-");
    }

    @Test
    void continuesWhatAnEarlierRunLeft() throws IOException {
        // Given
        server = new CuttingServer(CONTENT, true);
        Files.write(part(), java.util.Arrays.copyOf(CONTENT, 200_000));

        // When
        download(folder.resolve("MyApp.zip"));

        // Then
        assertThat(folder.resolve("MyApp.zip")).hasBinaryContent(CONTENT);
        assertThat(server.ranges()).containsExactly("bytes=200000-");
        assertThat(part()).doesNotExist();
    }

    @Test
    void startsAgainWhenTheOldPartIsOfAnotherFile() throws IOException {
        // Given
        server = new CuttingServer(CONTENT, true);
        Files.write(part(), new byte[1000]);

        // When
        download(folder.resolve("MyApp.zip"));

        // Then
        assertThat(folder.resolve("MyApp.zip")).hasBinaryContent(CONTENT);
        assertThat(server.ranges()).containsExactly("bytes=1000-", "all");
    }

    @Test
    void startsAgainWhenTheOldPartIsTooLong() throws IOException {
        // Given
        server = new CuttingServer(CONTENT, true);
        Files.write(part(), new byte[CONTENT.length + 1]);

        // When
        download(folder.resolve("MyApp.zip"));

        // Then
        assertThat(folder.resolve("MyApp.zip")).hasBinaryContent(CONTENT);
    }

    @Test
    void takesTheWholeFromAServerWithoutRanges() {
        // Given
        server = new CuttingServer(CONTENT, false, 100_000);

        // When
        download(folder.resolve("MyApp.zip"));

        // Then
        assertThat(folder.resolve("MyApp.zip")).hasBinaryContent(CONTENT);
        assertThat(server.ranges()).containsExactly("all", "bytes=100000-");
    }

    @Test
    void refusesContentWithAnotherDigest() {
        // Given
        byte[] other = CONTENT.clone();
        other[299_999] ^= 1;
        server = new CuttingServer(other, true);
        Path target = folder.resolve("MyApp.zip");

        // When / Then
        assertThatThrownBy(() -> download(target))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining(sha256(other))
                .hasMessageContaining(sha256(CONTENT));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void leavesAnExistingFileAloneWhenTheDigestIsWrong() throws IOException {
        // Given
        server = new CuttingServer(new byte[CONTENT.length], true);
        Path target = Files.writeString(folder.resolve("MyApp.zip"), "old");

        // When / Then
        assertThatThrownBy(() -> download(target)).isInstanceOf(DownloadFailedException.class);
        assertThat(target).hasContent("old");
    }

    @Test
    void keepsThePartWhenTheServerGoesAway() {
        // Given
        server = new CuttingServer(CONTENT, true, 1000, 0, 0, 0);

        // When / Then
        assertThatThrownBy(() -> download(folder.resolve("MyApp.zip")))
                .isInstanceOf(ServerUnreachableException.class);
        assertThat(part()).hasSize(1000);
    }

    @Test
    void writesAnEmptyFile() {
        // Given
        server = new CuttingServer(new byte[0], true);
        Path target = folder.resolve("MyApp.zip");

        // When
        download(artifact(new byte[0]), target, DownloadListener.NONE);

        // Then
        assertThat(target).isEmptyFile();
    }

    @Test
    void letsOnlyOneDownloadWrite() throws IOException {
        // Given
        server = new CuttingServer(CONTENT, true);

        // When / Then
        try (PartFile other = PartFile.open(part())) {
            assertThatThrownBy(() -> download(folder.resolve("MyApp.zip")))
                    .isInstanceOf(DownloadFailedException.class)
                    .hasMessageContaining("Another download");
            assertThat(other.length()).isZero();
        }
    }
}
