package dev.buildserver.cache.blob;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.time.Duration;
import java.util.Optional;

/** Reads and writes blobs. */
@ApplicationScoped
public class Blobs {
    private static final String ANY_BYTES = "application/octet-stream";
    // A use is worth noting again after this long; blobs live for days.
    private static final Duration NOTED = Duration.ofMinutes(5);
    private static final int MOST_NOTED = 50_000;

    private final ObjectStorage storage;
    private final SharedReads reads;
    private final Usage usage;
    private final CacheMeters meters;
    private final Cache<Integer, Boolean> noted =
            Caffeine.newBuilder().expireAfterWrite(NOTED).maximumSize(MOST_NOTED).build();

    Blobs(ObjectStorage storage, SharedReads reads, Usage usage, CacheMeters meters) {
        this.storage = storage;
        this.reads = reads;
        this.usage = usage;
        this.meters = meters;
    }

    /**
     * Stores a blob, or leaves everything as it was.
     *
     * @throws BuildServerException {@code DIGEST_MISMATCH}
     */
    public void write(EntryKey key, InputStream content, long sizeBytes) {
        usage.used(store(key, content, sizeBytes));
    }

    /** The same, and leaves its use to be noted by the caller. */
    Usage.Entry store(EntryKey key, InputStream content, long sizeBytes) {
        storage.putVerified(
                key.storageKey(), content, new Announced(sizeBytes, key.hash(), ANY_BYTES));
        meters.written(sizeBytes);
        return new Usage.Entry(key.storageKey(), sizeBytes, key.by());
    }

    /**
     * Opens a blob; empty when there is none. A corrupt one is removed: a small one counts as
     * missing, a large one fails before its last bytes, so that nobody takes it for the blob.
     */
    public Optional<StoredContent> find(EntryKey key) {
        Optional<StoredContent> copy = reads.copy(key.storageKey());
        if (copy.isPresent()) {
            meters.hit(key.kind());
            meters.read(copy.get().sizeBytes());
            noteSometimes(new Usage.Entry(key.storageKey(), copy.get().sizeBytes(), key.by()));
            return copy;
        }
        Optional<StoredContent> found = reads.read(key.storageKey(), () -> open(key));
        if (found.isEmpty()) {
            meters.miss(key.kind());
            // Or else whoever asks what is missing would never be told to send it.
            usage.gone(key.storageKey());
            return found;
        }
        meters.hit(key.kind());
        meters.read(found.get().sizeBytes());
        usage.used(new Usage.Entry(key.storageKey(), found.get().sizeBytes(), key.by()));
        return found;
    }

    /** The same, from the object storage itself. */
    public Optional<StoredContent> findStored(EntryKey key) {
        reads.forget(key.storageKey());
        return find(key);
    }

    // Otherwise Redis would be asked for each, and the copy would have saved little.
    private void noteSometimes(Usage.Entry use) {
        Integer name = use.by().hashCode() * 31 + use.key().hashCode();
        if (noted.getIfPresent(name) == null) {
            noted.put(name, true);
            usage.used(use);
        }
    }

    /**
     * The same.
     *
     * @throws BuildServerException {@code BLOB_NOT_FOUND}
     */
    public StoredContent read(EntryKey key) {
        return find(key).orElseThrow(() -> notFound(key));
    }

    /**
     * Size of a blob in bytes. Asking counts as a use, because the caller relies on the blob from
     * now on.
     *
     * @throws BuildServerException {@code BLOB_NOT_FOUND}
     */
    long size(EntryKey key) {
        long size = storage.size(key.storageKey()).orElseThrow(() -> notFound(key));
        usage.used(new Usage.Entry(key.storageKey(), size, key.by()));
        return size;
    }

    private Optional<StoredContent> open(EntryKey key) {
        Optional<StoredContent> found = storage.openVerified(key.storageKey(), key.hash());
        if (found.isEmpty()) {
            return found;
        }
        long size = found.get().sizeBytes();
        InputStream stream = found.get().stream();
        if (size > SharedReads.SMALL_BYTES) {
            return Optional.of(
                    new StoredContent(new RemovedWhenCorrupt(stream, () -> remove(key)), size));
        }
        try (stream) {
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

    private static BuildServerException notFound(EntryKey key) {
        return new BuildServerException(
                ErrorCode.BLOB_NOT_FOUND, "The cache does not have " + key.hash());
    }
}
