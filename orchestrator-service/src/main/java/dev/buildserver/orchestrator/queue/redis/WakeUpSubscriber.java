package dev.buildserver.orchestrator.queue.redis;

import dev.buildserver.orchestrator.queue.TasksReady;
import dev.buildserver.orchestrator.runtime.Ticker;
import io.quarkus.runtime.StartupEvent;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;

/**
 * Hears of tasks that another replica added. A lost message costs a second: waiting agents are
 * matched on a tick as well.
 */
@ApplicationScoped
class WakeUpSubscriber {
    private static final Duration PING_EVERY = Duration.ofSeconds(1);
    private static final int CHANNEL = 2;

    private final RedisLink link;
    private final Event<TasksReady> tasksReady;
    private final Ticker ticker;

    WakeUpSubscriber(Redis redis, Event<TasksReady> tasksReady, Ticker ticker) {
        this.link = new RedisLink(redis, this::subscribe);
        this.tasksReady = tasksReady;
        this.ticker = ticker;
    }

    void start(@Observes StartupEvent started) {
        // Also makes the connection, and a new one after a break.
        ticker.every(
                PING_EVERY, "subscription to wake-ups", () -> link.send(Request.cmd(Command.PING)));
    }

    private void subscribe(RedisConnection connection) {
        connection.handler(this::hear);
        connection.send(Request.cmd(Command.PSUBSCRIBE).arg(PoolKeys.allWakeChannels()));
    }

    /**
     * A message is {@code pmessage, pattern, channel, text}. Confirmations come here too, answers
     * to pings, and a word when the connection breaks.
     */
    private void hear(Response message) {
        boolean isList =
                message.type() == ResponseType.PUSH || message.type() == ResponseType.MULTI;
        if (isList && "pmessage".equals(message.get(0).toString())) {
            String channel = message.get(CHANNEL).toString();
            tasksReady.fire(new TasksReady(Set.of(PoolKeys.poolOfWakeChannel(channel))));
        }
    }
}
