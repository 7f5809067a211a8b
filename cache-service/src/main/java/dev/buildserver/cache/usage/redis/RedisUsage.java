package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.Usage;
import dev.buildserver.cache.usage.UsageUnknownException;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

@ApplicationScoped
class RedisUsage implements Usage {
    private static final Logger LOG = Logger.getLogger(RedisUsage.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final ReactiveRedisDataSource redis;
    private final InstantSource clock;
    private final RecordUseScript recordUse;
    private final ForgetScript forget;
    private final AtomicBoolean away = new AtomicBoolean();

    RedisUsage(ReactiveRedisDataSource redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
        this.recordUse = new RecordUseScript(redis);
        this.forget = new ForgetScript(redis);
    }

    @Override
    public void used(Entry entry) {
        recordUse
                .run(List.of(entry), clock.instant(), false)
                .subscribe()
                .with(done -> answered(), this::failed);
    }

    @Override
    public void gone(String key) {
        forget.always(key).subscribe().with(done -> answered(), this::failed);
    }

    @Override
    public Optional<Totals> totals() {
        try {
            Response entries = await(redis.execute("ZCARD", RedisKeys.USED));
            Response bytes = await(redis.execute("GET", RedisKeys.BYTES));
            return Optional.of(new Totals(entries.toLong(), bytes == null ? 0 : bytes.toLong()));
        } catch (UsageUnknownException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> unusedSince(Instant before, int most) {
        Response keys =
                await(
                        redis.execute(
                                "ZRANGEBYSCORE",
                                RedisKeys.USED,
                                "-inf",
                                "(" + before.toEpochMilli(),
                                "LIMIT",
                                "0",
                                String.valueOf(most)));
        return StreamSupport.stream(keys.spliterator(), false).map(Response::toString).toList();
    }

    @Override
    public boolean retire(String key, Instant before) {
        return await(forget.ifUnusedSince(key, before));
    }

    @Override
    public void adopt(List<Entry> entries) {
        await(recordUse.run(entries, clock.instant(), true));
    }

    private <T> T await(Uni<T> answer) {
        try {
            T value = answer.await().atMost(LONGEST_WAIT);
            answered();
            return value;
        } catch (RuntimeException e) {
            failed(e);
            throw new UsageUnknownException(e);
        }
    }

    // One line when it goes and one when it comes back, not one for each request.
    private void answered() {
        if (away.compareAndSet(true, false)) {
            LOG.info("Redis answers again");
        }
    }

    private void failed(Throwable e) {
        if (away.compareAndSet(false, true)) {
            LOG.warnf("Redis does not answer; uses are not recorded meanwhile: %s", e);
        }
    }
}
