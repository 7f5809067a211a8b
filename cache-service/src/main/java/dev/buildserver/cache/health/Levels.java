package dev.buildserver.cache.health;

import dev.buildserver.cache.usage.Usage;
import dev.buildserver.contract.cache.CacheHealth.Level;
import dev.buildserver.contract.cache.CacheHealth.LevelState;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.storage.ObjectStorage;
import jakarta.inject.Singleton;
import java.util.List;

/** Whether the places answer in which the cache keeps what it has. */
@Singleton
class Levels {
    private final Usage usage;
    private final ObjectStorage storage;

    Levels(Usage usage, ObjectStorage storage) {
        this.usage = usage;
        this.storage = storage;
    }

    List<Level> all() {
        return List.of(
                new Level("Redis", state(usage.totals().isPresent())),
                new Level("S3", state(storageAnswers())));
    }

    private boolean storageAnswers() {
        try {
            storage.probe();
            return true;
        } catch (BuildServerException e) {
            return false;
        }
    }

    private static LevelState state(boolean up) {
        return up ? LevelState.UP : LevelState.DOWN;
    }
}
