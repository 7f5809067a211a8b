package dev.buildserver.cache.usage.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Renew what holders hold, and let it go. */
final class HoldScripts {
    // A millisecond or so of Redis.
    private static final int MOST_AT_ONCE = 1000;

    private final Script renew;
    private final Script release;

    HoldScripts(ReactiveRedisDataSource redis) {
        this.renew = new Script(redis, "renew-hold.lua");
        this.release = new Script(redis, "release-hold.lua");
    }

    /** Whether it held something still. */
    Uni<Boolean> renew(String holder, Instant now, Instant until) {
        return renew.run(
                        List.of(RedisKeys.HOLDERS),
                        List.of(
                                holder,
                                String.valueOf(now.toEpochMilli()),
                                String.valueOf(until.toEpochMilli())))
                .map(held -> held.toInteger() == 1);
    }

    /** Lets some go; how many it holds still. */
    Uni<Integer> release(String holder) {
        return release(holder, "+inf");
    }

    /** The same, when its time ended by then. */
    Uni<Integer> releaseEnded(String holder, Instant by) {
        return release(holder, String.valueOf(by.toEpochMilli()));
    }

    private Uni<Integer> release(String holder, String by) {
        return release.run(
                        List.of(RedisKeys.HELD, RedisKeys.HOLDERS, RedisKeys.heldBy(holder)),
                        List.of(holder, by, String.valueOf(MOST_AT_ONCE)))
                .map(left -> left.toInteger());
    }
}
