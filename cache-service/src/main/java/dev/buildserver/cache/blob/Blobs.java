package dev.buildserver.cache.blob;

import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.stats.CacheMeters;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.storage.Announced;
import dev.buildserver.storage.ContentMismatchException;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.storage.StoredContent;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads and writes blobs. */
@ApplicationScoped
class Blobs {
    private static final String ANY_BYTES = "application/octet-stream";
    // Checked before the first byte is sent; larger blobs are checked while they are sent.
    private static final int SMALL_BYTES = 256 << 10;

    private final ObjectStorage storage;
    private final Usage usage;
    private final CacheMeters meters;

    Blobs(ObjectStorage storage, Usage usage, CacheMeters meters) {
        this.storage = storage;
        this.usage = usage;
        this.meters = meters;
    }

    /**
     * Stores a blob, or leaves everything as it was.
     *
     * @throws BuildServerException {@code DIGEST_MISMATCH}
     */
    void write(EntryKey key, InputStream content, long sizeBytes) {
        storage.putVerified(
                key.storageKey(), content, new Announced(sizeBytes, key.hash(), ANY_BYTES));
        usage.used(new Usage.Entry(key.storageKey(), sizeBytes));
    }

    /**
     * Opens a blob. A corrupt one is removed: a small one counts as missing, a large one fails
     * before its last bytes, so that nobody takes it for the blob.
     *
     * @throws BuildServerException {@code BLOB_NOT_FOUND}
     */
    StoredContent read(EntryKey key) {
        Optional<StoredContent> found = storage.openVerified(key.storageKey(), key.hash());
        if (found.isPresent()) {
            found = checked(key, found.get());
        }
        StoredContent blob = found.orElseThrow(() -> missing(key));
        meters.hit(key.kind());
        usage.used(new Usage.Entry(key.storageKey(), blob.sizeBytes()));
        return blob;
    }

    /**
     * Size of a blob in bytes. Asking counts as a use, because the caller relies on the blob from
     * now on.
     *
     * @throws BuildServerException {@code BLOB_NOT_FOUND}
     */
    long size(EntryKey key) {
        long size = storage.size(key.storageKey()).orElseThrow(() -> notFound(key));
        usage.used(new Usage.Entry(key.storageKey(), size));
        return size;
    }

    private Optional<StoredContent> checked(EntryKey key, StoredContent found) {
        if (found.sizeBytes() > SMALL_BYTES) {
            return Optional.of(
                    new StoredContent(
                            new RemovedWhenCorrupt(found.stream(), () -> remove(key)),
                            found.sizeBytes()));
        }
        try (InputStream stream = found.stream()) {
            byte[] content = stream.readAllBytes();
            return Optional.of(
                    new StoredContent(new ByteArrayInputStream(content), content.length));
        } catch (ContentMismatchException e) {
            remove(key);
            return Optional.empty();
        } catch (IOException e) {
            throw new BuildServerException(
                    ErrorCode.UNAVAILABLE, "The object storage broke off", e);
        }
    }

    private void remove(EntryKey key) {
        meters.corrupt();
        storage.delete(key.storageKey());
        usage.gone(key.storageKey());
    }

    private BuildServerException missing(EntryKey key) {
        meters.miss(key.kind());
        return notFound(key);
    }

    private static BuildServerException notFound(EntryKey key) {
        return new BuildServerException(
                ErrorCode.BLOB_NOT_FOUND, "The cache does not have " + key.hash());
    }
}
