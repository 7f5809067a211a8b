package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.Versions;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/** Notes versions of records as they were found. */
final class FoundScript {
    private final Script script;

    FoundScript(ReactiveRedisDataSource redis) {
        this.script = new Script(redis, "found.lua");
    }

    Uni<Void> run(List<Versions.Found> records) {
        List<String> arguments = new ArrayList<>();
        for (Versions.Found record : records) {
            arguments.add(record.key());
            arguments.add(record.seen());
            arguments.add(record.version());
        }
        return script.run(arguments).replaceWithVoid();
    }
}
