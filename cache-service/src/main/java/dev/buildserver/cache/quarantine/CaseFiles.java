package dev.buildserver.cache.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.cache.access.SealedResult;
import dev.buildserver.cache.runtime.StorageTasks;
import dev.buildserver.cache.stats.CacheMeters;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.storage.StoredBlob;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The cases in the object storage. Not among the cache's own objects: these may go at any time, and
 * a quarantine must not.
 */
@Singleton
class CaseFiles {
    private static final Logger LOG = Logger.getLogger(CaseFiles.class);
    private static final String PREFIX = "quarantine/";
    private static final int MOST_BYTES = 8 << 20;

    private final ObjectStorage storage;
    private final StorageTasks tasks;
    private final CacheMeters meters;
    private final ObjectMapper mapper;
    private final Map<StoredBlob, Case> known = new ConcurrentHashMap<>();

    CaseFiles(ObjectStorage storage, StorageTasks tasks, CacheMeters meters, ObjectMapper mapper) {
        this.storage = storage;
        this.tasks = tasks;
        this.meters = meters;
        this.mapper = mapper;
    }

    /** All cases of all tenants. */
    List<Case> all() {
        List<StoredBlob> stored = storage.list(PREFIX).toList();
        List<Callable<Optional<Case>>> reads = new ArrayList<>();
        stored.forEach(blob -> reads.add(() -> read(blob)));
        List<Case> cases = tasks.all(reads).stream().flatMap(Optional::stream).toList();
        known.keySet().retainAll(stored);
        return cases;
    }

    /** The case of a project file; empty when there is none. */
    Optional<Case> of(Case.Place place, String projectFile) {
        return open(name(place, projectFile));
    }

    void write(Case one) {
        byte[] sealed = SealedResult.seal(json(one));
        storage.put(
                name(new Case.Place(one.tenant(), one.project()), one.projectFile()),
                new ByteArrayInputStream(sealed),
                sealed.length,
                "application/json");
    }

    // Whatever changes in a case changes its size.
    private Optional<Case> read(StoredBlob blob) {
        Case before = known.get(blob);
        if (before != null) {
            return Optional.of(before);
        }
        Optional<Case> read = open(blob.key());
        read.ifPresent(one -> known.put(blob, one));
        return read;
    }

    private Optional<Case> open(String name) {
        return storage.open(name)
                .flatMap(
                        stored -> {
                            Optional<Case> opened =
                                    SealedResult.open(bytes(stored.stream())).flatMap(this::parsed);
                            if (opened.isEmpty()) {
                                meters.corrupt();
                                LOG.errorf("The quarantine %s is damaged and does not count", name);
                            }
                            return opened;
                        });
    }

    private static String name(Case.Place place, String projectFile) {
        String parts = place.tenant() + "\n" + place.project() + "\n" + projectFile;
        return PREFIX + SealedResult.hex(parts.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Case> parsed(byte[] json) {
        try {
            return Optional.of(mapper.readValue(json, Case.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private byte[] json(Case one) {
        try {
            return mapper.writeValueAsBytes(one);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a case is always JSON", e);
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
