package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.Pins;
import dev.buildserver.cache.usage.Usage.Known;
import dev.buildserver.cache.usage.UsageUnknownException;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

@ApplicationScoped
class RedisPins implements Pins {
    private static final int HOLDERS_AT_ONCE = 100;

    private final ReactiveRedisDataSource redis;
    private final Times times;
    private final Waiting waiting = new Waiting();
    private final PinScript pin;
    private final HoldScripts holds;

    RedisPins(ReactiveRedisDataSource redis, Times times) {
        this.redis = redis;
        this.times = times;
        this.pin = new PinScript(redis);
        this.holds = new HoldScripts(redis);
    }

    @Override
    public Known pin(List<String> keys, Hold hold) {
        Instant until = times.now().plus(hold.time());
        Instant used = times.of(hold.by());
        return Pages.ask(keys, page -> waiting.await(pin.run(page, hold, used, until)));
    }

    @Override
    public boolean renew(Hold hold) {
        try {
            Instant now = times.now();
            return waiting.await(holds.renew(hold.holder(), now, now.plus(hold.time())));
        } catch (UsageUnknownException e) {
            return false;
        }
    }

    @Override
    public void release(String holder) {
        try {
            while (waiting.await(holds.release(holder)) > 0) {
                // Some more at a time: Redis does nothing else meanwhile.
            }
        } catch (UsageUnknownException e) {
            // Its time ends.
        }
    }

    /**
     * Lets go what holders hold whose time is over.
     *
     * @throws UsageUnknownException when the record does not answer
     */
    void releaseEnded() {
        Instant now = times.now();
        List<String> ended = ended(now);
        while (!ended.isEmpty()) {
            for (String holder : ended) {
                while (waiting.await(holds.releaseEnded(holder, now)) > 0) {
                    // The same.
                }
            }
            ended = ended(now);
        }
    }

    private List<String> ended(Instant now) {
        Response holders =
                waiting.await(
                        redis.execute(
                                "ZRANGEBYSCORE",
                                RedisKeys.HOLDERS,
                                "-inf",
                                String.valueOf(now.toEpochMilli()),
                                "LIMIT",
                                "0",
                                String.valueOf(HOLDERS_AT_ONCE)));
        return StreamSupport.stream(holders.spliterator(), false).map(Response::toString).toList();
    }
}
