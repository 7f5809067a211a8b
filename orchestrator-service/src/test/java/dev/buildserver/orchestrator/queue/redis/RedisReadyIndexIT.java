package dev.buildserver.orchestrator.queue.redis;

import dev.buildserver.orchestrator.queue.ReadyIndex;
import dev.buildserver.orchestrator.queue.ReadyIndexContract;
import dev.buildserver.testing.stores.SharedStores;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The index in real Redis. */
class RedisReadyIndexIT extends ReadyIndexContract {
    private static Vertx vertx;
    private static Redis redis;
    private static ReadyIndex index;

    @BeforeAll
    static void connect() {
        vertx = Vertx.vertx();
        redis =
                Redis.createClient(
                        vertx, SharedStores.freshConfiguration().get("quarkus.redis.hosts"));
        index =
                new RedisReadyIndex(
                        redis,
                        new MatchRules(Duration.ofSeconds(5), EXCLUSION, AGE_STEP, MAX_WAIT));
    }

    @AfterAll
    static void disconnect() {
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    protected ReadyIndex index() {
        return index;
    }

    @Override
    protected List<String> kept(String pool) {
        return keys(pool).stream().filter(key -> !key.endsWith(":e")).toList();
    }

    @Override
    protected void empty(String pool) {
        keys(pool).forEach(key -> RedisLink.await(redis.send(Request.cmd(Command.DEL).arg(key))));
    }

    private static List<String> keys(String pool) {
        Request all = Request.cmd(Command.KEYS).arg("queue:2:{" + pool + "}:*");
        return StreamSupport.stream(RedisLink.await(redis.send(all)).spliterator(), false)
                .map(Object::toString)
                .toList();
    }
}
