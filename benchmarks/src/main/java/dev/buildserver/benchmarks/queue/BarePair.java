package dev.buildserver.benchmarks.queue;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.UUID;

/**
 * The least that a queue with two scripts can do: a sorted set and a hash, no priorities, turns,
 * versions or retries. What the index is measured against.
 */
public final class BarePair implements QueuePair {
    private static final String PUT =
            """
            for a = 1, #ARGV, 2 do
              redis.call('HSET', KEYS[1], ARGV[a], ARGV[a + 1])
              redis.call('ZADD', KEYS[2], a, ARGV[a])
            end
            """;
    private static final String TAKE =
            """
            local taken = redis.call('ZPOPMIN', KEYS[2], ARGV[1])
            for i = 1, #taken, 2 do
              redis.call('HDEL', KEYS[1], taken[i])
            end
            return #taken / 2
            """;
    private static final String ENTRY =
            "[1,1,1795631477590,\"tenant-1\",\"project-1\",\"\",\"\",[]]";

    private final RedisConnection redis;
    private final String put;
    private final String take;
    private final int caller;
    private long made;

    /**
     * @param caller tells the tasks of this pair from those of others
     */
    public BarePair(RedisConnection redis, int caller) {
        this.caller = caller;
        this.redis = redis;
        this.put = load(PUT);
        this.take = load(TAKE);
    }

    @Override
    public void put(int count) {
        Request request = script(put);
        for (int i = 0; i < count; i++) {
            request.arg(new UUID(caller, made++) + ".0").arg(ENTRY);
        }
        await(redis.send(request));
    }

    @Override
    public int take(int count) {
        return await(redis.send(script(take).arg(count))).toInteger();
    }

    private static Request script(String digest) {
        return Request.cmd(Command.EVALSHA).arg(digest).arg(2).arg("bare:t").arg("bare:q");
    }

    private String load(String text) {
        return await(redis.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(text))).toString();
    }

    private static Response await(Future<Response> answer) {
        return answer.toCompletionStage().toCompletableFuture().join();
    }
}
