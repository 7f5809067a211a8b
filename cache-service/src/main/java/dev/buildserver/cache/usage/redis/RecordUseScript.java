package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.Usage;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Notes the time of use and the size of entries. */
final class RecordUseScript {
    private final Script script;

    RecordUseScript(ReactiveRedisDataSource redis) {
        this.script = new Script(redis, "record-use.lua");
    }

    /** Records all of them. */
    Uni<Void> run(List<Usage.Entry> entries, Times times) {
        return run(entries, times, "");
    }

    /** Records those that are not on record, and pins them. */
    Uni<Void> runOnNew(List<Usage.Entry> entries, Times times, Instant pinnedUntil) {
        return run(entries, times, String.valueOf(pinnedUntil.toEpochMilli()));
    }

    private Uni<Void> run(List<Usage.Entry> entries, Times times, String pinnedUntil) {
        List<String> arguments = new ArrayList<>();
        arguments.add(pinnedUntil);
        for (Usage.Entry entry : entries) {
            arguments.add(entry.key());
            arguments.add(String.valueOf(entry.sizeBytes()));
            arguments.add(String.valueOf(times.of(entry.by()).toEpochMilli()));
        }
        return script.run(arguments).replaceWithVoid();
    }
}
