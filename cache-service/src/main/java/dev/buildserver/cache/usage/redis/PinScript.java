package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.Pins.Hold;
import dev.buildserver.cache.usage.Usage;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks which entries are on record, and holds those. */
final class PinScript {
    private final Script script;

    PinScript(ReactiveRedisDataSource redis) {
        this.script = new Script(redis, "pin.lua");
    }

    Uni<Usage.Known> run(List<String> keys, Hold hold, Instant used, Instant until) {
        List<String> arguments = new ArrayList<>(keys.size() + 3);
        arguments.add(String.valueOf(used.toEpochMilli()));
        arguments.add(String.valueOf(until.toEpochMilli()));
        arguments.add(hold.holder());
        arguments.addAll(keys);
        return script.run(RedisKeys.all(hold.holder()), arguments)
                .map(found -> LookScript.known(keys, found));
    }
}
