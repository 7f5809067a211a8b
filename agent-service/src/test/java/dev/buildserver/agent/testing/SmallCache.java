package dev.buildserver.agent.testing;

import dev.buildserver.agent.cached.store.DiskCache;
import dev.buildserver.agent.cached.store.DiskSpace;
import dev.buildserver.agent.cached.store.EntryMemory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** An agent's cache of a megabyte, in which no time passes. */
public final class SmallCache {
    private SmallCache() {}

    public static DiskCache in(Path folder) {
        return new DiskCache(
                folder,
                List.of("main"),
                new EntryMemory(),
                new DiskSpace(folder, 1 << 20),
                () -> Instant.EPOCH);
    }
}
