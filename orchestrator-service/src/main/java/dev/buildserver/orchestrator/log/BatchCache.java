package dev.buildserver.orchestrator.log;

import dev.buildserver.orchestrator.config.OrchestratorConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Batches that were written or read lately, bounded by their bytes. */
@ApplicationScoped
class BatchCache {
    private final long capacity;
    // In order of use.
    private final Map<TextPlace, byte[]> batches = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    @Inject
    BatchCache(OrchestratorConfig config) {
        this(config.logs().cache().asLongValue());
    }

    BatchCache(long capacity) {
        this.capacity = capacity;
    }

    synchronized Optional<byte[]> find(TextPlace place) {
        return Optional.ofNullable(batches.get(place));
    }

    synchronized void put(TextPlace place, byte[] batch) {
        if (batch.length > capacity) {
            return;
        }
        byte[] old = batches.put(place, batch);
        size += batch.length - (old == null ? 0 : old.length);
        Iterator<byte[]> oldest = batches.values().iterator();
        while (size > capacity) {
            size -= oldest.next().length;
            oldest.remove();
        }
    }
}
