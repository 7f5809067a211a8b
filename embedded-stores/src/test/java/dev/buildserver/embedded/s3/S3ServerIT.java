package dev.buildserver.embedded.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.embedded.StoreHome;
import dev.buildserver.embedded.StoreStartException;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.ErrorResponseException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ServerIT {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir Path folder;

    @Test
    void objectsAndKeysSurviveARestart() throws Exception {
        // Given
        StoreHome home = StoreHome.in(folder.resolve("s3"));
        byte[] content = random(3 * MEBIBYTE);
        try (S3Server first = S3Server.start(home)) {
            MinioClient client = client(first);
            client.makeBucket(MakeBucketArgs.builder().bucket("kept").build());
            put(client, content, content.length, -1);
        }
        // When
        try (S3Server second = S3Server.start(home)) {
            // Then
            assertThat(get(client(second), 0)).isEqualTo(content);
        }
    }

    @Test
    void aStreamOfUnknownLengthIsStoredInParts() throws Exception {
        // Given
        try (S3Server server = S3Server.start(StoreHome.temporary())) {
            MinioClient client = client(server);
            client.makeBucket(MakeBucketArgs.builder().bucket("kept").build());
            byte[] content = random(23 * MEBIBYTE + 1);
            // When
            put(client, content, -1, 10L * MEBIBYTE);
            // Then
            assertThat(get(client, 0)).isEqualTo(content);
            int offset = 15 * MEBIBYTE;
            assertThat(get(client, offset))
                    .isEqualTo(Arrays.copyOfRange(content, offset, content.length));
        }
    }

    @Test
    void aWrongSecretIsRefused() {
        // Given
        try (S3Server server = S3Server.start(StoreHome.temporary())) {
            MinioClient stranger =
                    MinioClient.builder()
                            .endpoint(server.endpoint().toString())
                            .region(server.region())
                            .credentials(server.accessKey(), "guess")
                            .build();
            // When, Then
            assertThatThrownBy(
                            () ->
                                    stranger.bucketExists(
                                            BucketExistsArgs.builder().bucket("kept").build()))
                    .isInstanceOf(ErrorResponseException.class);
        }
    }

    @Test
    void aPortInUseIsSaid() {
        // Given
        try (S3Server first = S3Server.start(StoreHome.temporary())) {
            StoreHome second = StoreHome.temporary().onPort(first.port());
            // When, Then
            assertThatThrownBy(() -> S3Server.start(second))
                    .isInstanceOf(StoreStartException.class)
                    .hasMessageContaining("port " + first.port() + " is in use");
            assertThat(second.folder()).doesNotExist();
        }
    }

    private static MinioClient client(S3Server server) {
        return MinioClient.builder()
                .endpoint(server.endpoint().toString())
                .region(server.region())
                .credentials(server.accessKey(), server.secretKey())
                .build();
    }

    private static void put(MinioClient client, byte[] content, long size, long partSize)
            throws Exception {
        client.putObject(
                PutObjectArgs.builder().bucket("kept").object("a/b c+d").stream(
                                new ByteArrayInputStream(content), size, partSize)
                        .build());
    }

    private static byte[] get(MinioClient client, long offset) throws Exception {
        try (InputStream stream =
                client.getObject(
                        GetObjectArgs.builder()
                                .bucket("kept")
                                .object("a/b c+d")
                                .offset(offset)
                                .build())) {
            return stream.readAllBytes();
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
