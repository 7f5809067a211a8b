package dev.buildserver.cache.usage.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** Takes and gives back the right to change records. */
final class LockScripts {
    // Longer than a read and a write of the object storage usually take. A holder that is slower
    // may lose what another wrote meanwhile: an entry, which is a miss.
    private static final Duration HELD = Duration.ofSeconds(20);

    private final Script lock;
    private final Script unlock;

    LockScripts(ReactiveRedisDataSource redis) {
        this.lock = new Script(redis, "lock.lua");
        this.unlock = new Script(redis, "unlock.lua");
    }

    Uni<List<String>> lock(List<String> keys, String holder) {
        return lock.run(names(keys), List.of(holder, String.valueOf(HELD.toMillis())))
                .map(
                        held ->
                                StreamSupport.stream(held.spliterator(), false)
                                        .map(position -> keys.get(position.toInteger()))
                                        .toList());
    }

    Uni<Void> unlock(List<String> keys, String holder) {
        return unlock.run(names(keys), List.of(holder)).replaceWithVoid();
    }

    private static List<String> names(List<String> keys) {
        return keys.stream().map(key -> RedisKeys.LOCK_PREFIX + key).toList();
    }
}
