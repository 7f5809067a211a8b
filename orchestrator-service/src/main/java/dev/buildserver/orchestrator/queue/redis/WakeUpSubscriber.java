package dev.buildserver.orchestrator.queue.redis;

import dev.buildserver.orchestrator.queue.TasksReady;
import dev.buildserver.orchestrator.runtime.Ticker;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.pubsub.PubSubCommands;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Hears of tasks that another replica added. A lost message costs a second: waiting agents are
 * matched on a tick as well.
 */
@ApplicationScoped
class WakeUpSubscriber {
    private static final Logger LOG = Logger.getLogger(WakeUpSubscriber.class);
    private static final Duration RETRY_EVERY = Duration.ofSeconds(2);

    private final RedisDataSource redis;
    private final Event<TasksReady> tasksReady;
    private final Ticker ticker;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    WakeUpSubscriber(RedisDataSource redis, Event<TasksReady> tasksReady, Ticker ticker) {
        this.redis = redis;
        this.tasksReady = tasksReady;
        this.ticker = ticker;
    }

    void start(@Observes StartupEvent started) {
        ticker.every(RETRY_EVERY, "subscription to wake-ups", this::subscribe);
    }

    private void subscribe() {
        if (!subscribed.compareAndSet(false, true)) {
            return;
        }
        try {
            PubSubCommands<String> pubsub = redis.pubsub(String.class);
            pubsub.subscribeToPattern(
                    PoolKeys.allWakeChannels(),
                    (channel, message) ->
                            tasksReady.fire(
                                    new TasksReady(Set.of(PoolKeys.poolOfWakeChannel(channel)))),
                    () -> subscribed.set(false),
                    e -> subscribed.set(false));
        } catch (RuntimeException e) {
            subscribed.set(false);
            LOG.debugf("No wake-ups from Redis: %s", e.getMessage());
        }
    }
}
