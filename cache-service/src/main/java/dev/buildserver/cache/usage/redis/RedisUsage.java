package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.Pins.Hold;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.cache.usage.UsageUnknownException;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class RedisUsage implements Usage {
    // Redis does nothing else while a script runs.
    private static final int PAGE = 1000;

    private final ReactiveRedisDataSource redis;
    private final Times times;
    private final RedisPins pins;
    private final Waiting waiting;
    private final RecordUseScript recordUse;
    private final UseNotes notes;
    private final ForgetScript forget;
    private final LookScript look;
    private final AdoptScript adopt;
    private final UnusedScript unused;

    RedisUsage(ReactiveRedisDataSource redis, Times times, RedisPins pins) {
        this.pins = pins;
        this.redis = redis;
        this.times = times;
        this.waiting = new Waiting();
        this.recordUse = new RecordUseScript(redis);
        this.notes = new UseNotes(entries -> recordUse.run(entries, times), waiting);
        this.forget = new ForgetScript(redis);
        this.look = new LookScript(redis);
        this.adopt = new AdoptScript(redis);
        this.unused = new UnusedScript(redis);
    }

    @Override
    public void used(List<Entry> entries) {
        notes.add(entries);
    }

    @Override
    public void recorded(List<Entry> entries) {
        try {
            for (int begin = 0; begin < entries.size(); begin += PAGE) {
                List<Entry> page = entries.subList(begin, Math.min(entries.size(), begin + PAGE));
                waiting.await(recordUse.run(page, times));
            }
        } catch (UsageUnknownException e) {
            // It was said; the next sweep puts them on record.
        }
    }

    @Override
    public void gone(String key) {
        notes.drop(key);
        waiting.behind(forget.always(key));
    }

    @Override
    public Known known(List<String> keys) {
        return Pages.ask(keys, page -> waiting.await(look.run(page)));
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
        pins.releaseEnded();
        return waiting.await(unused.run(before, most));
    }

    @Override
    public Optional<Long> retire(String key, Instant before) {
        return waiting.await(forget.ifUnusedSince(key, before));
    }

    @Override
    public void adopt(List<Entry> entries, Hold hold) {
        waiting.await(adopt.run(entries, hold, times.now()));
    }

    @Override
    public void completed() {
        waiting.await(redis.execute("SET", RedisKeys.COMPLETE, times.now().toString()));
    }
}
