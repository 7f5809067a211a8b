package dev.buildserver.cache.quarantine;

import dev.buildserver.cache.record.JsonRecords;
import dev.buildserver.cache.record.SealedResult;
import dev.buildserver.cache.runtime.StorageTasks;
import dev.buildserver.cache.stats.CacheMeters;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.storage.StoredBlob;
import jakarta.inject.Singleton;
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

    private final ObjectStorage storage;
    private final JsonRecords records;
    private final StorageTasks tasks;
    private final CacheMeters meters;
    private final Map<StoredBlob, Case> known = new ConcurrentHashMap<>();

    CaseFiles(ObjectStorage storage, JsonRecords records, StorageTasks tasks, CacheMeters meters) {
        this.storage = storage;
        this.records = records;
        this.tasks = tasks;
        this.meters = meters;
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
        records.write(name(new Case.Place(one.tenant(), one.project()), one.projectFile()), one);
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
        return records.read(name, Case.class)
                .flatMap(
                        stored -> {
                            if (stored.content().isEmpty()) {
                                meters.corrupt();
                                LOG.errorf("The quarantine %s is damaged and does not count", name);
                            }
                            return stored.content();
                        });
    }

    private static String name(Case.Place place, String projectFile) {
        String parts = place.tenant() + "\n" + place.project() + "\n" + projectFile;
        return PREFIX + SealedResult.hex(parts.getBytes(StandardCharsets.UTF_8));
    }
}
