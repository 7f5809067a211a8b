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
    Uni<Void> run(List<Usage.Entry> entries, Instant now) {
        return run(entries, now, "");
    }

    /** Records those that are not on record, and pins them. */
    Uni<Void> runOnNew(List<Usage.Entry> entries, Instant now, Instant pinnedUntil) {
        return run(entries, now, String.valueOf(pinnedUntil.toEpochMilli()));
    }

    private Uni<Void> run(List<Usage.Entry> entries, Instant now, String pinnedUntil) {
        List<String> arguments = new ArrayList<>();
        arguments.add(String.valueOf(now.toEpochMilli()));
        arguments.add(pinnedUntil);
        for (Usage.Entry entry : entries) {
            arguments.add(entry.key());
            arguments.add(String.valueOf(entry.sizeBytes()));
        }
        return script.run(arguments).replaceWithVoid();
    }
}
