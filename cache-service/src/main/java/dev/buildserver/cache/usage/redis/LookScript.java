package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.Usage;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks which entries are on record. */
final class LookScript {
    private final Script script;

    LookScript(ReactiveRedisDataSource redis) {
        this.script = new Script(redis, "look.lua");
    }

    Uni<Usage.Known> run(List<String> keys) {
        return script.run(keys).map(found -> known(keys, found));
    }

    /** What an answer means that has completeness and positions. */
    static Usage.Known known(List<String> keys, Response found) {
        Set<String> known = new HashSet<>();
        for (int i = 1; i < found.size(); i++) {
            known.add(keys.get(found.get(i).toInteger()));
        }
        return new Usage.Known(known, found.get(0).toInteger() == 1);
    }
}
