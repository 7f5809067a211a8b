package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.Versions;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads versions of records. */
final class VersionsScript {
    private final Script script;

    VersionsScript(ReactiveRedisDataSource redis) {
        this.script = new Script(redis, "versions.lua");
    }

    Uni<Versions.Current> run(List<String> keys) {
        return script.run(keys).map(found -> current(keys, found));
    }

    private static Versions.Current current(List<String> keys, Response found) {
        Map<String, String> versions = new HashMap<>();
        for (int i = 1; i < found.size(); i++) {
            Response version = found.get(i);
            if (version != null) {
                versions.put(keys.get(i - 1), version.toString());
            }
        }
        return new Versions.Current(versions, found.get(0).toInteger() == 1);
    }
}
