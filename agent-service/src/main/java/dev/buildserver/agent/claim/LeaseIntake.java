package dev.buildserver.agent.claim;

import dev.buildserver.agent.execute.StopSignal.Reason;
import dev.buildserver.agent.tasks.MonotonicClock;
import dev.buildserver.agent.tasks.Tasks;
import dev.buildserver.contract.agent.Lease;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/** Puts leases into slots and starts them; what does not fit goes back at once. */
@Singleton
class LeaseIntake {
    private static final Logger LOG = Logger.getLogger(LeaseIntake.class);

    private final HeldAttempts held;
    private final IntakeGate gate;
    private final AttemptRunner runner;
    private final Tasks tasks;
    private final MonotonicClock clock;

    LeaseIntake(
            HeldAttempts held,
            IntakeGate gate,
            AttemptRunner runner,
            Tasks tasks,
            MonotonicClock clock) {
        this.held = held;
        this.gate = gate;
        this.runner = runner;
        this.tasks = tasks;
        this.clock = clock;
    }

    void take(Lease lease) {
        if (held.holds(lease.attemptUid())) {
            return;
        }
        HeldAttempt attempt = new HeldAttempt(lease, new AttemptStop(), clock.nanos());
        Optional<String> obstacle = gate.obstacle();
        if (obstacle.isPresent() || !held.take(attempt)) {
            String why = obstacle.orElse("all slots are taken");
            LOG.warnf("Attempt %s goes back: %s", attempt.uid(), why);
            tasks.start("hand-back", () -> runner.handBack(attempt, why));
            return;
        }
        try {
            tasks.start("attempt-" + attempt.uid(), () -> runAndRelease(attempt));
        } catch (RuntimeException e) {
            // Nobody runs it: what is held is not offered again.
            held.release(attempt.uid());
            throw e;
        }
    }

    private void runAndRelease(HeldAttempt attempt) {
        Future<?> timeout =
                tasks.later(
                        attempt.lease().runTimeout(), () -> attempt.stop().stop(Reason.TIMEOUT));
        try {
            runner.run(attempt);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Attempt %s ended without a result", attempt.uid());
        } finally {
            timeout.cancel(false);
            held.release(attempt.uid());
        }
    }
}
