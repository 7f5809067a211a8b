package dev.buildserver.agent.claim;

import dev.buildserver.agent.tasks.Pause;
import java.time.Duration;
import org.jboss.logging.Logger;

/** What the agent does again and again, as long as it lives. */
final class Loop {
    private static final Logger LOG = Logger.getLogger(Loop.class);

    // What fails at once may do so each time.
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);

    private Loop() {}

    /** One turn of a loop. */
    interface Turn {
        void run() throws InterruptedException;
    }

    /**
     * Goes on until the thread is interrupted. A turn that fails is told, and keeps no other from
     * being made: without its loops an agent would be up, and good for nothing.
     *
     * @param what the turns are, for the log
     */
    static void run(String what, Turn turn, Pause pause) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                guarded(what, turn, pause);
            }
        } catch (InterruptedException e) {
            LOG.debugf("The agent stops: no more %s", what);
        }
    }

    private static void guarded(String what, Turn turn, Pause pause) throws InterruptedException {
        try {
            turn.run();
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "One of the %s met a fault of this agent; the next follows", what);
            pause.pause(PAUSE_AFTER_FAULT);
        }
    }
}
