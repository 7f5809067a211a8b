package dev.buildserver.cache.conflict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.access.EntryKind;
import dev.buildserver.cache.access.Scope;
import dev.buildserver.cache.access.SealedResult;
import dev.buildserver.cache.stats.CacheMeters;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.contract.cache.CacheEntry;
import dev.buildserver.contract.cache.CacheHealth;
import dev.buildserver.contract.cache.CacheHealth.Made;
import dev.buildserver.contract.cache.CacheHealth.NonDeterminism;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.storage.StoredBlob;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Keeps what was found of actions that are not deterministic; it expires like everything else. */
@ApplicationScoped
public class Conflicts {
    private static final Logger LOG = Logger.getLogger(Conflicts.class);
    private static final String FOLDER = "conflicts/";
    private static final int MOST_BYTES = 8 << 20;

    private final ObjectStorage storage;
    private final ManifestComparison comparison;
    private final Usage usage;
    private final CacheMeters meters;
    private final InstantSource clock;
    private final ObjectMapper mapper;

    Conflicts(
            ObjectStorage storage,
            ManifestComparison comparison,
            Usage usage,
            CacheMeters meters,
            InstantSource clock,
            ObjectMapper mapper) {
        this.storage = storage;
        this.comparison = comparison;
        this.usage = usage;
        this.meters = meters;
        this.clock = clock;
        this.mapper = mapper;
    }

    /** Puts on record that the inputs of {@code first} gave another value. */
    public void found(
            String tenant, Scope scope, String weakKey, CacheEntry first, CacheEntry other) {
        meters.nonDeterministic();
        LOG.warnf(
                "%s %s of %s is not deterministic: %s by %s, now %s by %s",
                first.kind(),
                weakKey,
                scope.label(),
                first.value(),
                first.producer(),
                other.value(),
                other.producer());
        NonDeterminism found =
                new NonDeterminism(
                        scope.label(),
                        weakKey,
                        first.strongKey(),
                        first.kind(),
                        new Made(first.value(), first.producer()),
                        new Made(other.value(), other.producer()),
                        clock.instant(),
                        comparison.differing(tenant, first.value(), other.value()));
        EntryKey key =
                new EntryKey(tenant, EntryKind.ENTRY, FOLDER + scope.name(), first.strongKey());
        byte[] sealed = SealedResult.seal(json(found));
        storage.put(
                key.storageKey(),
                new ByteArrayInputStream(sealed),
                sealed.length,
                "application/json");
        usage.used(new Usage.Entry(key.storageKey(), sealed.length));
    }

    /** The newest first. */
    public List<NonDeterminism> list(String tenant) {
        return storage.list(EntryKey.tenantPrefix(tenant) + FOLDER)
                .sorted(Comparator.comparing(StoredBlob::storedAt).reversed())
                .limit(CacheHealth.MOST)
                .map(blob -> read(blob.key()))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<NonDeterminism> read(String key) {
        return storage.open(key)
                .flatMap(stored -> SealedResult.open(bytes(stored.stream())))
                .flatMap(this::parsed);
    }

    private Optional<NonDeterminism> parsed(byte[] json) {
        try {
            return Optional.of(mapper.readValue(json, NonDeterminism.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private byte[] json(NonDeterminism found) {
        try {
            return mapper.writeValueAsBytes(found);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was found is always JSON", e);
        }
    }

    private static byte[] bytes(InputStream stream) {
        try (stream) {
            return stream.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw new BuildServerException(
                    ErrorCode.UNAVAILABLE, "The object storage broke off", e);
        }
    }
}
