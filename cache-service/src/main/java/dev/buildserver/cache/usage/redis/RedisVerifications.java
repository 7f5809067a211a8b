package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.UsageUnknownException;
import dev.buildserver.cache.usage.Verifications;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

@ApplicationScoped
class RedisVerifications implements Verifications {
    private final ReactiveRedisDataSource redis;
    private final InstantSource clock;
    private final Waiting waiting = new Waiting();

    RedisVerifications(ReactiveRedisDataSource redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public void add(String tenant, int verified, int mismatched) {
        String key = RedisKeys.verifications(tenant);
        waiting.behind(
                redis.execute("HSETNX", key, "since", clock.instant().toString())
                        .chain(() -> increment(key, "verified", verified))
                        .chain(() -> increment(key, "mismatched", mismatched)));
    }

    @Override
    public Optional<Counts> of(String tenant) {
        try {
            Response counts =
                    waiting.await(
                            redis.execute(
                                    "HMGET",
                                    RedisKeys.verifications(tenant),
                                    "since",
                                    "verified",
                                    "mismatched"));
            return counts.get(0) == null
                    ? Optional.empty()
                    : Optional.of(
                            new Counts(
                                    number(counts.get(1)),
                                    number(counts.get(2)),
                                    Instant.parse(counts.get(0).toString())));
        } catch (UsageUnknownException e) {
            return Optional.empty();
        }
    }

    private Uni<Response> increment(String key, String field, int by) {
        return redis.execute("HINCRBY", key, field, String.valueOf(by));
    }

    private static long number(Response field) {
        return field == null ? 0 : field.toLong();
    }
}
