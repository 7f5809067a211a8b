package dev.buildserver.storage;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.credentials.IamAwsProvider;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * Blobs by key. Every call blocks; a failure of the store is {@code UNAVAILABLE}. Content is never
 * held in memory as a whole, except by callers.
 */
@ApplicationScoped
public class ObjectStorage {
    // Parts of 10 MiB: a stream of unknown length may then have 97 GiB (10,000 parts).
    private static final long PART_BYTES = 10L << 20;

    private final MinioClient client;
    private final String bucket;

    ObjectStorage(S3Config config) {
        this.client = client(config);
        this.bucket = config.bucket();
    }

    /** A blob's content; the caller closes it. */
    public record Content(InputStream stream, long sizeBytes) {}

    /** Makes the bucket when it is missing. */
    public void ensureBucket() {
        call(
                () -> {
                    if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                        client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
                    }
                    return null;
                });
    }

    /**
     * Stores a blob, replacing one of the same key.
     *
     * @param sizeBytes length of the stream, or -1 when unknown
     */
    public void put(String key, InputStream content, long sizeBytes, String contentType) {
        call(
                () ->
                        client.putObject(
                                PutObjectArgs.builder().bucket(bucket).object(key).stream(
                                                content, sizeBytes, sizeBytes < 0 ? PART_BYTES : -1)
                                        .contentType(contentType)
                                        .build()));
    }

    /**
     * Opens a blob at an offset.
     *
     * @param length number of bytes, or -1 for all that follow
     * @return empty when there is no such blob
     */
    public Optional<InputStream> open(String key, long offset, long length) {
        GetObjectArgs.Builder args = GetObjectArgs.builder().bucket(bucket).object(key);
        if (offset > 0 || length >= 0) {
            args.offset(offset);
        }
        if (length >= 0) {
            args.length(length);
        }
        return find(() -> client.getObject(args.build()));
    }

    /** Size in bytes; empty when there is no such blob. */
    public Optional<Long> size(String key) {
        return find(() ->
                        client.statObject(
                                StatObjectArgs.builder().bucket(bucket).object(key).build()))
                .map(StatObjectResponse::size);
    }

    /** Deletes a blob, if it is there. */
    public void delete(String key) {
        call(
                () -> {
                    client.removeObject(
                            RemoveObjectArgs.builder().bucket(bucket).object(key).build());
                    return null;
                });
    }

    /** Fails with {@code UNAVAILABLE} when the bucket can't be reached. */
    public void probe() {
        boolean exists =
                call(() -> client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build()));
        if (!exists) {
            throw new BuildServerException(
                    ErrorCode.UNAVAILABLE, "Bucket " + bucket + " is missing");
        }
    }

    private <T> Optional<T> find(StorageCall<T> call) {
        try {
            return Optional.of(call.run());
        } catch (ErrorResponseException e) {
            String code = e.errorResponse().code();
            if ("NoSuchKey".equals(code) || "NoSuchObject".equals(code)) {
                return Optional.empty();
            }
            throw unavailable(e);
        } catch (MinioException | IOException | GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    private <T> T call(StorageCall<T> call) {
        try {
            return call.run();
        } catch (MinioException | IOException | GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    private static BuildServerException unavailable(Exception cause) {
        return new BuildServerException(
                ErrorCode.UNAVAILABLE, "The object storage does not answer as it should", cause);
    }

    private static MinioClient client(S3Config config) {
        MinioClient.Builder builder = MinioClient.builder().endpoint(config.endpoint().toString());
        config.region().ifPresent(builder::region);
        if (config.accessKey().isPresent() && config.secretKey().isPresent()) {
            builder.credentials(config.accessKey().get(), config.secretKey().get());
        } else {
            builder.credentialsProvider(new IamAwsProvider(null, null));
        }
        return builder.build();
    }

    @FunctionalInterface
    private interface StorageCall<T> {
        T run() throws MinioException, IOException, GeneralSecurityException;
    }
}
