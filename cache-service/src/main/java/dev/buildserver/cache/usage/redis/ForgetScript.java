package dev.buildserver.cache.usage.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Removes an entry from the record. */
final class ForgetScript {
    private final Script script;

    ForgetScript(ReactiveRedisDataSource redis) {
        this.script = new Script(redis, "forget.lua");
    }

    /** Its size in bytes, when it was on record. */
    Uni<Optional<Long>> always(String key) {
        return run(key, "+inf");
    }

    /** Its size in bytes; empty when it was used at the time or later, or is held. */
    Uni<Optional<Long>> ifUnusedSince(String key, Instant before) {
        return run(key, String.valueOf(before.toEpochMilli()));
    }

    private Uni<Optional<Long>> run(String key, String before) {
        return script.run(List.of(key, before))
                .map(size -> Optional.ofNullable(size).map(known -> known.toLong()));
    }
}
