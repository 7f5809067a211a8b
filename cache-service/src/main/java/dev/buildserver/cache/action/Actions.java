package dev.buildserver.cache.action;

import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.access.EntryKind;
import dev.buildserver.cache.access.EntryLimits;
import dev.buildserver.cache.record.SealedResult;
import dev.buildserver.cache.stats.CacheMeters;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.storage.StoredContent;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Reads and writes action results, which are small. */
@ApplicationScoped
class Actions {
    private static final String ANY_BYTES = "application/octet-stream";

    private final ObjectStorage storage;
    private final EntryLimits limits;
    private final Usage usage;
    private final CacheMeters meters;

    Actions(ObjectStorage storage, EntryLimits limits, Usage usage, CacheMeters meters) {
        this.storage = storage;
        this.limits = limits;
        this.usage = usage;
        this.meters = meters;
    }

    /** Stores a result, replacing one of the same action. */
    void write(EntryKey key, byte[] result) {
        byte[] sealed = SealedResult.seal(result);
        storage.put(key.storageKey(), new ByteArrayInputStream(sealed), sealed.length, ANY_BYTES);
        usage.used(new Usage.Entry(key.storageKey(), sealed.length, key.by()));
    }

    /**
     * The first result of those places. A corrupt one is removed and counts as missing.
     *
     * @throws BuildServerException {@code BLOB_NOT_FOUND}
     */
    byte[] read(List<EntryKey> places) {
        for (EntryKey key : places) {
            Optional<byte[]> result = storage.open(key.storageKey()).flatMap(s -> unseal(key, s));
            if (result.isPresent()) {
                meters.hit(key.kind());
                long sealed = result.get().length + SealedResult.DIGEST_BYTES;
                usage.used(new Usage.Entry(key.storageKey(), sealed, key.by()));
                return result.get();
            }
        }
        meters.miss(EntryKind.AC);
        throw notFound(places.get(0));
    }

    /**
     * Size of a result in bytes. Asking counts as a use.
     *
     * @throws BuildServerException {@code BLOB_NOT_FOUND}
     */
    long size(List<EntryKey> places) {
        for (EntryKey key : places) {
            Optional<Long> sealed = storage.size(key.storageKey());
            if (sealed.isPresent()) {
                usage.used(new Usage.Entry(key.storageKey(), sealed.get(), key.by()));
                return Math.max(0, sealed.get() - SealedResult.DIGEST_BYTES);
            }
        }
        throw notFound(places.get(0));
    }

    private Optional<byte[]> unseal(EntryKey key, StoredContent stored) {
        // A larger one was not written by this service under these limits.
        int most = Math.toIntExact(limits.most(key.kind())) + SealedResult.DIGEST_BYTES;
        try (InputStream stream = stored.stream()) {
            Optional<byte[]> result =
                    stored.sizeBytes() > most
                            ? Optional.empty()
                            : SealedResult.open(stream.readNBytes(most));
            if (result.isEmpty()) {
                meters.corrupt();
                storage.delete(key.storageKey());
                usage.gone(key.storageKey());
            }
            return result;
        } catch (IOException e) {
            throw new BuildServerException(
                    ErrorCode.UNAVAILABLE, "The object storage broke off", e);
        }
    }

    private static BuildServerException notFound(EntryKey key) {
        return new BuildServerException(
                ErrorCode.BLOB_NOT_FOUND, "The cache does not have " + key.hash());
    }
}
