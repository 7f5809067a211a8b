package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.Usage;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks which entries are on record, and pins those. */
final class PinScript {
    private final Script script;

    PinScript(ReactiveRedisDataSource redis) {
        this.script = new Script(redis, "pin.lua");
    }

    Uni<Usage.Known> look(List<String> keys, Instant now) {
        return run(keys, now, "");
    }

    Uni<Usage.Known> pin(List<String> keys, Instant now, Instant until) {
        return run(keys, now, String.valueOf(until.toEpochMilli()));
    }

    private Uni<Usage.Known> run(List<String> keys, Instant now, String until) {
        List<String> arguments = new ArrayList<>(keys.size() + 2);
        arguments.add(String.valueOf(now.toEpochMilli()));
        arguments.add(until);
        arguments.addAll(keys);
        return script.run(arguments).map(found -> known(keys, found));
    }

    private static Usage.Known known(List<String> keys, Response found) {
        Set<String> known = new HashSet<>();
        for (int i = 1; i < found.size(); i++) {
            known.add(keys.get(found.get(i).toInteger()));
        }
        return new Usage.Known(known, found.get(0).toInteger() == 1);
    }
}
