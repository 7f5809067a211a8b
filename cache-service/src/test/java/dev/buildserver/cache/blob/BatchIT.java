package dev.buildserver.cache.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import dev.buildserver.cache.Client;
import dev.buildserver.contract.cache.BlobFrames;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.testing.stores.StoresResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class BatchIT {
    private static final int LARGE_BYTES = 1 << 20;

    @Inject ObjectStorage storage;
    @Inject RedisDataSource redis;
    private final Client client = Client.trusted("batch");

    @Test
    void manyBlobsGoRoundInOneRequestEach() {
        // Given
        List<byte[]> blobs =
                IntStream.range(0, 100)
                        .mapToObj(i -> random(i, i == 50 ? LARGE_BYTES : 10 * i))
                        .toList();
        // When
        Response uploaded = upload(Frames.of(blobs.toArray(byte[][]::new)));
        Map<String, Optional<byte[]>> fetched = fetch(digests(blobs));
        // Then
        assertThat(uploaded.jsonPath().getInt("stored")).isEqualTo(100);
        assertThat(uploaded.jsonPath().getList("refused")).isEmpty();
        for (byte[] blob : blobs) {
            assertThat(fetched.get(Client.sha256(blob))).hasValue(blob);
        }
    }

    @Test
    void streamsMayBeCompressed() {
        // Given
        byte[] text = "compressible ".repeat(50_000).getBytes();
        byte[] frames = Frames.of(text, random(1, 1000));
        // When
        Response uploaded =
                client.as()
                        .header("Content-Encoding", "zstd")
                        .contentType(BlobFrames.MEDIA_TYPE)
                        .body(Zstd.compress(frames))
                        .post("/internal/v1/cache/cas/upload");
        Response fetched =
                client.as()
                        .header("Accept-Encoding", "zstd")
                        .contentType("application/json")
                        .body("{\"digests\":[\"" + Client.sha256(text) + "\"]}")
                        .post("/internal/v1/cache/cas/fetch");
        // Then
        assertThat(uploaded.jsonPath().getInt("stored")).isEqualTo(2);
        assertThat(fetched.header("Content-Encoding")).isEqualTo("zstd");
        byte[] body = fetched.asByteArray();
        assertThat(body.length).isLessThan(text.length / 10);
        assertThat(Frames.read(Frames.decompressed(body)).get(Client.sha256(text))).hasValue(text);
    }

    @Test
    void missingBlobsAreNamedAndOthersArePinned() {
        // Given
        byte[] there = "it is there".getBytes();
        client.putBlob(there);
        String gone = Client.sha256("it is not".getBytes());
        // When
        Response answer =
                await().until(
                                () -> missing(List.of(gone, Client.sha256(there), gone)),
                                a -> a.jsonPath().getList("missing").size() == 1);
        // Then
        assertThat(answer.jsonPath().getList("missing")).containsExactly(gone);
        assertThat(answer.jsonPath().getLong("pinnedSeconds")).isEqualTo(3600);
        assertThat(redis.hash(String.class).hget("{cache}:held", key(Client.sha256(there))))
                .isEqualTo("1");
    }

    @Test
    void wrongContentIsRefusedAndTheRestIsKept() {
        // Given
        byte[] good = "good".getBytes();
        byte[] large = random(7, LARGE_BYTES);
        String lie = Client.sha256("something else".getBytes());
        String largeLie = Client.sha256("something large".getBytes());
        // When
        Response uploaded =
                upload(
                        new Frames()
                                .add(lie, "a lie".getBytes())
                                .add(largeLie, large)
                                .add(Client.sha256(good), good)
                                .ended());
        // Then
        assertThat(uploaded.jsonPath().getInt("stored")).isEqualTo(1);
        assertThat(uploaded.jsonPath().getList("refused", String.class))
                .containsExactlyInAnyOrder(lie, largeLie);
        assertThat(storage.size(key(lie))).isEmpty();
        assertThat(storage.size(key(largeLie))).isEmpty();
        assertThat(storage.size(key(Client.sha256(good)))).isPresent();
    }

    @Test
    void aStreamThatIsCutOffIsToldAndStoresNoHalfBlob() {
        // Given
        byte[] first = "first of a cut stream".getBytes();
        byte[] last = random(9, 5000);
        Frames frames =
                new Frames().add(Client.sha256(first), first).add(Client.sha256(last), last);
        // When
        Response answer = upload(frames.cut(2000));
        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("VALIDATION_FAILED");
        assertThat(storage.size(key(Client.sha256(last)))).isEmpty();
    }

    @Test
    void nonsenseIsNoStream() {
        assertThat(upload("{}".getBytes()).statusCode()).isEqualTo(400);
        byte[] negative = new byte[40];
        Arrays.fill(negative, (byte) 0xfe);
        assertThat(upload(negative).statusCode()).isEqualTo(400);
        Response compressed =
                client.as()
                        .header("Content-Encoding", "zstd")
                        .contentType(BlobFrames.MEDIA_TYPE)
                        .body(new byte[100])
                        .post("/internal/v1/cache/cas/upload");
        assertThat(compressed.statusCode()).isEqualTo(400);
        Response coding =
                client.as()
                        .header("Content-Encoding", "br")
                        .contentType(BlobFrames.MEDIA_TYPE)
                        .body(new byte[100])
                        .post("/internal/v1/cache/cas/upload");
        assertThat(coding.statusCode()).isEqualTo(415);
    }

    @Test
    void corruptAndMissingBlobsDoNotStopTheOthers() {
        // Given
        byte[] good = "stays good".getBytes();
        byte[] small = "goes bad".getBytes();
        byte[] large = random(11, LARGE_BYTES);
        upload(Frames.of(good, small, large));
        overwrite(small, "went bad".getBytes());
        byte[] changed = large.clone();
        changed[1000]++;
        overwrite(large, changed);
        String never = Client.sha256("never there".getBytes());
        // When
        Map<String, Optional<byte[]>> fetched =
                fetch(
                        List.of(
                                Client.sha256(small),
                                never,
                                Client.sha256(large),
                                Client.sha256(good)));
        // Then
        assertThat(fetched).hasSize(4);
        assertThat(fetched.get(Client.sha256(good))).hasValue(good);
        assertThat(fetched.get(Client.sha256(small))).isEmpty();
        assertThat(fetched.get(Client.sha256(large))).isEmpty();
        assertThat(fetched.get(never)).isEmpty();
        assertThat(storage.size(key(Client.sha256(large)))).isEmpty();
    }

    @Test
    void whatWasLostIsAskedForAgainAndHealed() {
        // Given
        byte[] blob = "lost behind our back".getBytes();
        upload(Frames.of(blob));
        storage.delete(key(Client.sha256(blob)));
        // When
        fetch(List.of(Client.sha256(blob)));
        // Then
        await().until(
                        () ->
                                missing(List.of(Client.sha256(blob)))
                                        .jsonPath()
                                        .getList("missing")
                                        .size(),
                        n -> n == 1);
        upload(Frames.of(blob));
        assertThat(fetch(List.of(Client.sha256(blob))).get(Client.sha256(blob))).hasValue(blob);
    }

    @Test
    void oneBlobThatManyReadAtOnceIsReadWell() {
        // Given
        byte[] large = random(13, 2 << 20);
        client.putBlob(large);
        // When
        List<Boolean> equal =
                IntStream.range(0, 12)
                        .parallel()
                        .mapToObj(i -> client.get("/cas/" + Client.sha256(large)).asByteArray())
                        .map(read -> Arrays.equals(read, large))
                        .collect(Collectors.toCollection(ArrayList::new));
        // Then
        assertThat(equal).hasSize(12).containsOnly(true);
    }

    private Response upload(byte[] frames) {
        return client.post("/internal/v1/cache/cas/upload", BlobFrames.MEDIA_TYPE, frames);
    }

    private Response missing(List<String> digests) {
        return client.postJson("/internal/v1/cache/cas/missing", question(digests));
    }

    private Map<String, Optional<byte[]>> fetch(List<String> digests) {
        Response answer = client.postJson("/internal/v1/cache/cas/fetch", question(digests));
        assertThat(answer.statusCode()).isEqualTo(200);
        return Frames.read(answer.asByteArray());
    }

    private static String question(List<String> digests) {
        return digests.stream().collect(Collectors.joining("\",\"", "{\"digests\":[\"", "\"]}"));
    }

    private static List<String> digests(List<byte[]> blobs) {
        return blobs.stream().map(Client::sha256).distinct().toList();
    }

    private void overwrite(byte[] blob, byte[] content) {
        storage.put(
                key(Client.sha256(blob)),
                new ByteArrayInputStream(content),
                content.length,
                "text/plain");
    }

    private static byte[] random(long seed, int bytes) {
        byte[] content = new byte[bytes];
        new Random(seed).nextBytes(content);
        return content;
    }

    private static String key(String digest) {
        return "cache/batch/cas/" + digest;
    }
}
