package dev.buildserver.storage;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.http.Method;
import io.minio.messages.Item;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import okhttp3.OkHttpClient;

/**
 * Blobs by key. Every call blocks; a failure of the store is {@code UNAVAILABLE}. Content is never
 * held in memory as a whole, except by callers.
 */
@ApplicationScoped
public class ObjectStorage {
    // Parts of 10 MiB: a stream of unknown length may then have 97 GiB (10,000 parts).
    private static final long PART_BYTES = 10L << 20;

    private static final String LENGTH = "Content-Length";
    private static final int PRESIGNED_SECONDS = 600;

    private final MinioClient client;
    private final StreamedPut streamedPut;
    private final String bucket;

    ObjectStorage(S3Config config) {
        OkHttpClient http = StorageClients.http(config);
        this.client = StorageClients.minio(config, http);
        this.streamedPut = new StreamedPut(http);
        this.bucket = config.bucket();
    }

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
     * Stores a blob, replacing one of the same key, when its length and digest are those announced;
     * else nothing is stored and a blob of the same key stays as it was. Needs a buffer of some
     * kilobytes, whatever the size.
     *
     * @throws BuildServerException {@code DIGEST_MISMATCH}; {@code VALIDATION_FAILED} when the
     *     content ends early
     */
    public void putVerified(String key, InputStream content, Announced announced) {
        VerifiedContent verified =
                new VerifiedContent(content, announced.sizeBytes(), announced.sha256());
        try {
            verified.checkEmpty();
            streamedPut.send(presignedPut(key), verified, announced);
        } catch (IOException e) {
            throw refused(verified, announced, e);
        }
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

    /** Opens a whole blob; empty when there is none. */
    public Optional<StoredContent> open(String key) {
        GetObjectArgs args = GetObjectArgs.builder().bucket(bucket).object(key).build();
        return find(() -> client.getObject(args))
                .map(
                        response ->
                                new StoredContent(
                                        response, Long.parseLong(response.headers().get(LENGTH))));
    }

    /**
     * Opens a whole blob that must have a digest. Its stream hands out the last bytes only when it
     * does; else it fails with {@link ContentMismatchException}.
     *
     * @param sha256 64 hexadecimal digits, lower case
     */
    public Optional<StoredContent> openVerified(String key, String sha256) {
        return open(key)
                .map(
                        stored ->
                                new StoredContent(
                                        new VerifiedContent(
                                                stored.stream(), stored.sizeBytes(), sha256),
                                        stored.sizeBytes()));
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

    /** The blobs whose keys begin with the prefix, page by page as the stream is read. */
    public Stream<StoredBlob> list(String prefix) {
        ListObjectsArgs args =
                ListObjectsArgs.builder().bucket(bucket).prefix(prefix).recursive(true).build();
        Iterable<Result<Item>> items = client.listObjects(args);
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> call(item::get))
                .map(
                        item ->
                                new StoredBlob(
                                        item.objectName(),
                                        item.size(),
                                        item.lastModified().toInstant()));
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

    private String presignedPut(String key) {
        return call(
                () ->
                        client.getPresignedObjectUrl(
                                GetPresignedObjectUrlArgs.builder()
                                        .method(Method.PUT)
                                        .bucket(bucket)
                                        .object(key)
                                        .expiry(PRESIGNED_SECONDS)
                                        .build()));
    }

    private static BuildServerException refused(
            VerifiedContent content, Announced announced, IOException cause) {
        if (content.mismatch()) {
            return new BuildServerException(
                    ErrorCode.DIGEST_MISMATCH,
                    "The content's SHA-256 is not " + announced.sha256());
        }
        if (content.failure() != null) {
            return new BuildServerException(
                    ErrorCode.VALIDATION_FAILED,
                    "The content ended after %d of %d bytes"
                            .formatted(content.count(), announced.sizeBytes()),
                    cause);
        }
        return unavailable(cause);
    }

    private static BuildServerException unavailable(Exception cause) {
        return new BuildServerException(
                ErrorCode.UNAVAILABLE,
                "The object storage does not answer as it should" + reason(cause),
                cause);
    }

    /** What an operator needs to tell a refusal from a full disk or silence; else nothing. */
    private static String reason(Exception cause) {
        if (cause instanceof ErrorResponseException refused) {
            return ": %d %s".formatted(refused.response().code(), refused.errorResponse().code());
        }
        if (cause instanceof RefusedException refused) {
            return ": " + refused.status();
        }
        return cause instanceof SocketTimeoutException ? ": it is silent" : "";
    }

    @FunctionalInterface
    private interface StorageCall<T> {
        T run() throws MinioException, IOException, GeneralSecurityException;
    }
}
