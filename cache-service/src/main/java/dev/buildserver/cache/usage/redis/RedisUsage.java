package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.Usage;
import dev.buildserver.cache.usage.UsageUnknownException;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

@ApplicationScoped
class RedisUsage implements Usage {
    // Redis does nothing else while a script runs: a few milliseconds at most.
    private static final int PAGE = 2000;

    private final ReactiveRedisDataSource redis;
    private final Times times;
    private final Waiting waiting;
    private final RecordUseScript recordUse;
    private final ForgetScript forget;
    private final PinScript pin;
    private final UnusedScript unused;

    RedisUsage(ReactiveRedisDataSource redis, Times times) {
        this.redis = redis;
        this.times = times;
        this.waiting = new Waiting();
        this.recordUse = new RecordUseScript(redis);
        this.forget = new ForgetScript(redis);
        this.pin = new PinScript(redis);
        this.unused = new UnusedScript(redis);
    }

    @Override
    public void used(List<Entry> entries) {
        waiting.behind(recordUse.run(entries, times));
    }

    @Override
    public void gone(String key) {
        waiting.behind(forget.always(key));
    }

    @Override
    public Known known(List<String> keys) {
        return inPages(keys, page -> pin.look(page, times.now()));
    }

    @Override
    public Known pin(List<String> keys, Duration time, By by) {
        Instant until = times.now().plus(time);
        return inPages(keys, page -> pin.pin(page, times.of(by), until));
    }

    @Override
    public Optional<Totals> totals() {
        try {
            Response entries = waiting.await(redis.execute("ZCARD", RedisKeys.USED));
            Response bytes = waiting.await(redis.execute("GET", RedisKeys.BYTES));
            return Optional.of(new Totals(entries.toLong(), bytes == null ? 0 : bytes.toLong()));
        } catch (UsageUnknownException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isComplete() {
        return known(List.of()).complete();
    }

    @Override
    public List<String> unusedSince(Instant before, int most) {
        return waiting.await(unused.run(before, most, times.now()));
    }

    @Override
    public Optional<Long> retire(String key, Instant before) {
        return waiting.await(forget.ifUnusedSince(key, before, times.now()));
    }

    @Override
    public void adopt(List<Entry> entries, Duration pinned) {
        Instant until = times.now().plus(pinned);
        waiting.await(recordUse.runOnNew(entries, times, until));
    }

    @Override
    public void completed() {
        waiting.await(redis.execute("SET", RedisKeys.COMPLETE, times.now().toString()));
    }

    private Known inPages(List<String> keys, Function<List<String>, Uni<Known>> look) {
        Set<String> found = new HashSet<>();
        boolean complete = true;
        int begin = 0;
        try {
            do {
                int end = Math.min(keys.size(), begin + PAGE);
                Known page = waiting.await(look.apply(new ArrayList<>(keys.subList(begin, end))));
                found.addAll(page.keys());
                complete &= page.complete();
                begin = end;
            } while (begin < keys.size());
            return new Known(found, complete);
        } catch (UsageUnknownException e) {
            return new Known(Set.of(), false);
        }
    }
}
