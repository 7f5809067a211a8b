package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.Pins.Hold;
import dev.buildserver.cache.usage.Usage;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Puts entries on record that are not, as used now, and holds them. */
final class AdoptScript {
    private final Script script;

    AdoptScript(ReactiveRedisDataSource redis) {
        this.script = new Script(redis, "adopt.lua");
    }

    Uni<Void> run(List<Usage.Entry> entries, Hold hold, Instant now) {
        List<String> arguments = new ArrayList<>(2 * entries.size() + 3);
        arguments.add(hold.holder());
        arguments.add(String.valueOf(now.plus(hold.time()).toEpochMilli()));
        arguments.add(String.valueOf(now.toEpochMilli()));
        for (Usage.Entry entry : entries) {
            arguments.add(entry.key());
            arguments.add(String.valueOf(entry.sizeBytes()));
        }
        return script.run(RedisKeys.all(hold.holder()), arguments).replaceWithVoid();
    }
}
