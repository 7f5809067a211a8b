package dev.buildserver.orchestrator.queue.redis;

import dev.buildserver.orchestrator.queue.IndexEntry;
import java.time.Duration;
import java.util.List;

/** Puts a taken entry back, if it is still the one that was taken. */
final class PutBackScript extends RedisScript {
    PutBackScript(RedisLink redis) {
        super(redis, "put-back.lua");
    }

    void run(PoolKeys keys, IndexEntry entry, Duration delay) {
        eval(
                keys,
                List.of(
                        entry.key().toString(),
                        Integer.toString(entry.version()),
                        Long.toString(delay.toMillis())));
    }
}
