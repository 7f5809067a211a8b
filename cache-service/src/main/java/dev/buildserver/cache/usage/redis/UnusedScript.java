package dev.buildserver.cache.usage.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** The least recently used entries that nobody holds. */
final class UnusedScript {
    private final Script script;

    UnusedScript(ReactiveRedisDataSource redis) {
        this.script = new Script(redis, "unused.lua");
    }

    Uni<List<String>> run(Instant before, int most) {
        return script.run(List.of(String.valueOf(before.toEpochMilli()), String.valueOf(most)))
                .map(
                        keys ->
                                StreamSupport.stream(keys.spliterator(), false)
                                        .map(Response::toString)
                                        .toList());
    }
}
