package dev.buildserver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.embedded.StoreHome;
import dev.buildserver.embedded.s3.S3Server;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ObjectStorageIT {
    private static final byte[] CONTENT = "a blob's content".getBytes();

    private static S3Server server;
    private static ObjectStorage storage;

    @BeforeAll
    static void startServer() {
        server = S3Server.start(StoreHome.temporary());
        storage = new ObjectStorage(TestS3Config.of(server));
        storage.ensureBucket();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void whatWasPutIsRead() throws IOException {
        // Given
        storage.put("plain/one", new ByteArrayInputStream(CONTENT), CONTENT.length, "text/plain");
        // When
        Optional<byte[]> read = read("plain/one", 0, -1);
        // Then
        assertThat(read).contains(CONTENT);
        assertThat(storage.size("plain/one")).contains((long) CONTENT.length);
    }

    @Test
    void contentOfUnknownLengthIsStored() throws IOException {
        // Given
        storage.put("plain/unknown", new ByteArrayInputStream(CONTENT), -1, "text/plain");
        // When
        Optional<byte[]> read = read("plain/unknown", 0, -1);
        // Then
        assertThat(read).contains(CONTENT);
    }

    @Test
    void partsAreRead() throws IOException {
        // Given
        putVerified("verified/parts", CONTENT, CONTENT);
        // When
        Optional<byte[]> middle = read("verified/parts", 2, 4);
        Optional<byte[]> end = read("verified/parts", 2, -1);
        // Then
        assertThat(middle).contains("blob".getBytes());
        assertThat(end).contains("blob's content".getBytes());
    }

    @Test
    void aMissingBlobIsEmpty() {
        // When
        Optional<InputStream> content = storage.open("none", 0, -1);
        Optional<Long> size = storage.size("none");
        // Then
        assertThat(content).isEmpty();
        assertThat(size).isEmpty();
    }

    @Test
    void keysMayHoldUnusualCharacters() throws IOException {
        // Given
        String key = "odd/a b~2A+c=&ü";
        putVerified(key, CONTENT, CONTENT);
        // When
        Optional<byte[]> read = read(key, 0, -1);
        // Then
        assertThat(read).contains(CONTENT);
        assertThat(storage.list("odd/").map(StoredBlob::key)).containsExactly(key);
    }

    @Test
    void contentWithAnotherDigestIsNotStored() {
        // When
        assertThatThrownBy(() -> putVerified("verified/wrong", "other".getBytes(), CONTENT))
                // Then
                .isInstanceOfSatisfying(
                        BuildServerException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.DIGEST_MISMATCH));
        assertThat(storage.size("verified/wrong")).isEmpty();
    }

    @Test
    void wrongContentLeavesTheBlobThatIsThere() throws IOException {
        // Given
        putVerified("verified/kept", CONTENT, CONTENT);
        byte[] large = new byte[1 << 20];
        // When
        assertThatThrownBy(() -> putVerified("verified/kept", large, CONTENT))
                // Then
                .isInstanceOf(BuildServerException.class);
        assertThat(read("verified/kept", 0, -1)).contains(CONTENT);
    }

    @Test
    void contentThatEndsEarlyIsNotStored() {
        // Given
        Announced twice = new Announced(CONTENT.length * 2L, Digests.sha256(CONTENT), "text/plain");
        // When
        assertThatThrownBy(
                        () ->
                                storage.putVerified(
                                        "verified/short", new ByteArrayInputStream(CONTENT), twice))
                // Then
                .isInstanceOfSatisfying(
                        BuildServerException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_FAILED))
                .hasMessageContaining("after 16 of 32 bytes");
        assertThat(storage.size("verified/short")).isEmpty();
    }

    @Test
    void anEmptyBlobIsABlob() throws IOException {
        // Given
        putVerified("verified/empty", new byte[0], new byte[0]);
        // When
        Optional<byte[]> read = read("verified/empty", 0, -1);
        // Then
        assertThat(read).contains(new byte[0]);
    }

    @Test
    void manyUploadsGoOnTogether() {
        // Given
        byte[] content = new byte[3 << 20];
        // When
        List<CompletableFuture<Void>> uploads =
                IntStream.range(0, 8)
                        .mapToObj(
                                i ->
                                        CompletableFuture.runAsync(
                                                () -> putVerified("many/" + i, content, content)))
                        .toList();
        uploads.forEach(CompletableFuture::join);
        // Then
        assertThat(storage.list("many/")).hasSize(8).allMatch(b -> b.sizeBytes() == 3 << 20);
    }

    @Test
    void aListGoesOverPages() {
        // Given
        IntStream.range(0, 1_005)
                .forEach(i -> putVerified("listed/" + i, new byte[0], new byte[0]));
        // When
        Stream<StoredBlob> listed = storage.list("listed/");
        // Then
        assertThat(listed.map(StoredBlob::key).distinct()).hasSize(1_005);
    }

    @Test
    void aDeletedBlobIsGone() {
        // Given
        putVerified("deleted", CONTENT, CONTENT);
        // When
        storage.delete("deleted");
        storage.delete("deleted");
        // Then
        assertThat(storage.size("deleted")).isEmpty();
    }

    @Test
    void aStoreThatIsDownIsUnavailable() {
        // Given
        S3Server other = S3Server.start(StoreHome.temporary());
        ObjectStorage down = new ObjectStorage(TestS3Config.of(other));
        StorageReadiness readiness = new StorageReadiness(down);
        HealthCheckResponse.Status before = readiness.call().getStatus();
        // When
        other.close();
        // Then
        assertThat(before).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(readiness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertUnavailable(() -> down.open("any", 0, -1));
        assertUnavailable(() -> down.delete("any"));
        assertUnavailable(() -> down.list("any").toList());
        assertUnavailable(
                () ->
                        down.putVerified(
                                "any",
                                new ByteArrayInputStream(CONTENT),
                                new Announced(
                                        CONTENT.length, Digests.sha256(CONTENT), "text/plain")));
    }

    private static void assertUnavailable(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        BuildServerException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    private static void putVerified(String key, byte[] content, byte[] announced) {
        storage.putVerified(
                key,
                new ByteArrayInputStream(content),
                new Announced(content.length, Digests.sha256(announced), "text/plain"));
    }

    private static Optional<byte[]> read(String key, long offset, long length) throws IOException {
        Optional<InputStream> found = storage.open(key, offset, length);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream content = found.get()) {
            return Optional.of(content.readAllBytes());
        }
    }
}
