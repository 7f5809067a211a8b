package dev.buildserver.agent.pipeline;

import dev.buildserver.agent.claim.AttemptStop;
import dev.buildserver.agent.claim.HeldAttempts;
import dev.buildserver.agent.claim.IntakeGate;
import dev.buildserver.agent.execute.Shadow;
import dev.buildserver.agent.execute.StopSignal.Reason;
import dev.buildserver.agent.execute.VerificationConfig;
import dev.buildserver.agent.fetch.Workspace;
import dev.buildserver.agent.tasks.Tasks;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Keeps the folders of the last build with the cache until the agent has been idle for a while, and
 * has it verified then. Real work is never held up: when it comes, the verification is given up,
 * and so is one that waits. Thread-safe.
 */
@Singleton
public class IdleVerification {
    private static final Logger LOG = Logger.getLogger(IdleVerification.class);

    /** Others may still run when the time has come. */
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final HeldAttempts held;
    private final IntakeGate gate;
    private final Tasks tasks;
    private final VerificationConfig config;
    private Waiting current;

    IdleVerification(HeldAttempts held, IntakeGate gate, Tasks tasks, VerificationConfig config) {
        this.held = held;
        this.gate = gate;
        this.tasks = tasks;
        this.config = config;
    }

    /** A verification, from the end of its attempt on. */
    private static final class Waiting {
        private final AtomicReference<Shadow> shadow;
        private final AttemptStop stop = new AttemptStop();
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        private Waiting(Shadow shadow) {
            this.shadow = new AtomicReference<>(shadow);
        }

        /**
         * What is to be done, for the one caller who decides what becomes of it. It holds on to all
         * that is known of its build: whoever still waits for the time to come must not.
         */
        private Optional<Shadow> take() {
            return Optional.ofNullable(shadow.getAndSet(null));
        }

        private void giveUp() {
            stop.stop(Reason.CANCELLED);
            take().ifPresent(nobody -> done.complete(null));
        }
    }

    /** Takes over the folders of an attempt that has ended, for as long as they are needed. */
    void offer(Workspace workspace, Shadow shadow) {
        Waiting next = new Waiting(shadow);
        workspace.busyUntil(next.done);
        replace(next);
        tasks.later(config.idleFor(), () -> begin(next));
    }

    /** The agent has something better to do. */
    public void giveUp() {
        replace(null);
    }

    private void replace(Waiting next) {
        Waiting before;
        synchronized (this) {
            before = current;
            current = next;
        }
        if (before != null) {
            before.giveUp();
        }
    }

    private void begin(Waiting waiting) {
        if (waiting.stop.reason().isEmpty() && held.utilizationPercent() > 0) {
            tasks.later(AGAIN, () -> begin(waiting));
        } else {
            waiting.take().ifPresent(shadow -> run(waiting, shadow));
        }
    }

    private void run(Waiting waiting, Shadow shadow) {
        Future<?> timeout = tasks.later(config.timeout(), () -> waiting.stop.stop(Reason.TIMEOUT));
        try {
            if (gate.obstacle().isEmpty()) {
                shadow.run(waiting.stop);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("A verification met a fault of this agent", e);
        } finally {
            timeout.cancel(false);
            waiting.done.complete(null);
            forget(waiting);
        }
    }

    private synchronized void forget(Waiting ended) {
        if (current == ended) {
            current = null;
        }
    }
}
