package dev.buildserver.orchestrator.runtime;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Repeats work. A run starts when the pause after the last one is over, so runs of one work never
 * overlap; a run that fails is logged and repeated like any other.
 */
abstract class Repeater {
    private static final Logger LOG = Logger.getLogger(Repeater.class);

    private final ScheduledExecutorService timers;

    Repeater(String name, int threads) {
        this.timers = Executors.newScheduledThreadPool(threads, Threads.named(name));
    }

    /**
     * Repeats the work until the service stops.
     *
     * @param name for the log
     */
    public void every(Duration pause, String name, Runnable work) {
        timers.scheduleWithFixedDelay(
                () -> guarded(name, work),
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Runs the work once, soon. */
    public void soon(String name, Runnable work) {
        timers.execute(() -> guarded(name, work));
    }

    @PreDestroy
    void stop() {
        timers.shutdownNow();
    }

    private static void guarded(String name, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warnf("%s failed and will be repeated: %s", name, e.getMessage());
            LOG.debug(name, e);
        } catch (Error e) {
            // Thrown further, it would have been the last run, and nobody would know.
            LOG.errorf(e, "%s met a fault of this service and will be repeated", name);
        }
    }
}
