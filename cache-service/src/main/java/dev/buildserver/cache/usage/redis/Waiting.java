package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.UsageUnknownException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Waits for Redis, but not long, and says once when it is away. */
final class Waiting {
    private static final Logger LOG = Logger.getLogger(Waiting.class);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final AtomicBoolean away = new AtomicBoolean();

    /**
     * @throws UsageUnknownException when there is no answer
     */
    <T> T await(Uni<T> answer) {
        try {
            T value = answer.await().atMost(LONGEST);
            answered();
            return value;
        } catch (RuntimeException e) {
            failed(e);
            throw new UsageUnknownException(e);
        }
    }

    /** Does not wait. */
    void behind(Uni<?> answer) {
        behind(answer, () -> {});
    }

    /**
     * Does not wait.
     *
     * @param then run when the answer came, or failed
     */
    void behind(Uni<?> answer, Runnable then) {
        answer.onTermination().invoke(then).subscribe().with(done -> answered(), this::failed);
    }

    // One line when it goes and one when it comes back, not one for each request.
    private void answered() {
        if (away.compareAndSet(true, false)) {
            LOG.info("Redis answers again");
        }
    }

    private void failed(Throwable e) {
        if (away.compareAndSet(false, true)) {
            LOG.warnf("Redis does not answer; uses are not recorded meanwhile: %s", e);
        }
    }
}
