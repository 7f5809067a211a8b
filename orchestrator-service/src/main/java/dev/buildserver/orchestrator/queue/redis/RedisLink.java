package dev.buildserver.orchestrator.queue.redis;

import dev.buildserver.orchestrator.queue.IndexUnavailableException;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One connection to Redis for any number of callers: commands go out one behind the other without
 * waiting for answers, which come back in the same order. A connection that breaks is replaced at
 * the next command. Silence is a break too: whoever owns a link pings it, and the client closes a
 * connection that it reads nothing from ({@code quarkus.redis.tcp.read-idle-timeout}).
 */
final class RedisLink {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Redis client;
    private final Consumer<RedisConnection> prepare;
    private Future<RedisConnection> current = Future.failedFuture("not connected yet");

    /**
     * @param prepare sets up a new connection before its first command
     */
    RedisLink(Redis client, Consumer<RedisConnection> prepare) {
        this.client = client;
        this.prepare = prepare;
    }

    /** Sends a command; fails when the connection can't be made or breaks before the answer. */
    Future<Response> send(Request command) {
        return connection().compose(connected -> connected.send(command));
    }

    /**
     * Waits for an answer, 2 s at most.
     *
     * @throws IndexUnavailableException when there is none
     */
    static <T> T await(Future<T> answer) {
        try {
            return answer.toCompletionStage()
                    .toCompletableFuture()
                    .get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IndexUnavailableException(e.getCause());
        } catch (TimeoutException e) {
            throw new IndexUnavailableException("no answer within " + LONGEST_WAIT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IndexUnavailableException("interrupted", e);
        }
    }

    private synchronized Future<RedisConnection> connection() {
        if (current.failed()) {
            current = client.connect().onSuccess(this::watch);
        }
        return current;
    }

    private void watch(RedisConnection connected) {
        connected.exceptionHandler(broken -> drop(connected));
        connected.endHandler(ended -> drop(connected));
        prepare.accept(connected);
    }

    private synchronized void drop(RedisConnection connected) {
        if (current.succeeded() && current.result() == connected) {
            current = Future.failedFuture("the connection broke");
            // Gives it back to the client, which throws away what is broken.
            connected.close();
        }
    }
}
