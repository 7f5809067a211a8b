package dev.buildserver.cache.usage.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Removes an entry from the record. */
final class ForgetScript {
    private final Script script;

    ForgetScript(ReactiveRedisDataSource redis) {
        this.script = new Script(redis, "forget.lua");
    }

    Uni<Boolean> always(String key) {
        return run(key, "+inf");
    }

    /** True when it was removed; false when it was used at the time or later. */
    Uni<Boolean> ifUnusedSince(String key, Instant before) {
        return run(key, String.valueOf(before.toEpochMilli()));
    }

    private Uni<Boolean> run(String key, String before) {
        return script.run(List.of(key, before)).map(removed -> removed.toInteger() == 1);
    }
}
