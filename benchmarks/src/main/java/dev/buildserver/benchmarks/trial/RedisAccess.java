package dev.buildserver.benchmarks.trial;

import dev.buildserver.benchmarks.stack.StackAccess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** The stack's Redis, as its owner sees it. */
public final class RedisAccess {
    private final Vertx vertx;
    private final StackAccess access;

    RedisAccess(Vertx vertx, StackAccess access) {
        this.vertx = vertx;
        this.access = access;
    }

    /** FLUSHALL; false when Redis does not answer. */
    public boolean flush() throws IOException {
        try {
            send(Request.cmd(Command.FLUSHALL));
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }

    /** Versions in the index of ready tasks by {@code buildId.taskNo}. */
    public Map<String, Integer> indexed(String pool) throws IOException {
        Response entries = send(Request.cmd(Command.HGETALL).arg("queue:2:{" + pool + "}:t"));
        Map<String, Integer> versions = new HashMap<>();
        for (String member : entries.getKeys()) {
            String entry = entries.get(member).toString();
            versions.put(member, Integer.valueOf(entry.substring(0, entry.indexOf('|'))));
        }
        return versions;
    }

    private Response send(Request request) throws IOException {
        Redis redis = Redis.createClient(vertx, access.redisUrl());
        try {
            return await(redis.send(request));
        } finally {
            redis.close();
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
