package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.Usage;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/** Notes the time of use and the size of entries. */
final class RecordUseScript {
    private final Script script;

    RecordUseScript(ReactiveRedisDataSource redis) {
        this.script = new Script(redis, "record-use.lua");
    }

    Uni<Void> run(List<Usage.Entry> entries, Times times) {
        List<String> arguments = new ArrayList<>(3 * entries.size());
        for (Usage.Entry entry : entries) {
            arguments.add(entry.key());
            arguments.add(String.valueOf(entry.sizeBytes()));
            arguments.add(String.valueOf(times.of(entry.by()).toEpochMilli()));
        }
        return script.run(arguments).replaceWithVoid();
    }
}
