package dev.buildserver.agent.claim;

import dev.buildserver.agent.http.BackOff;
import dev.buildserver.agent.http.CallFailedException;
import dev.buildserver.agent.tasks.Pause;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.LeaseRequest;
import dev.buildserver.contract.agent.Registered;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Asks for work whenever a slot is free and nothing stands against it. */
@Singleton
public class LeasePolls implements Runnable {
    private static final Logger LOG = Logger.getLogger(LeasePolls.class);
    private static final Duration CLOSED_PAUSE = Duration.ofSeconds(1);
    // A server that answers at once that there is nothing must not be asked in a tight loop.
    private static final Duration PAUSE_AFTER_NOTHING = Duration.ofMillis(20);

    private final AgentSession session;
    private final SessionClient client;
    private final HeldAttempts held;
    private final IntakeGate gate;
    private final WarmSources warm;
    private final LeaseIntake intake;
    private final Pause pause;
    private final BackOff backOff;
    private boolean answerLost;

    LeasePolls(
            AgentSession session,
            SessionClient client,
            HeldAttempts held,
            IntakeGate gate,
            WarmSources warm,
            LeaseIntake intake,
            Pause pause,
            SecureRandom random) {
        this.session = session;
        this.client = client;
        this.held = held;
        this.gate = gate;
        this.warm = warm;
        this.intake = intake;
        this.pause = pause;
        this.backOff = new BackOff(random);
    }

    @Override
    public void run() {
        Loop.run("polls for work", this::poll, pause);
    }

    /** One poll, or a pause where none may be made. */
    void poll() throws InterruptedException {
        held.awaitFreeSlot();
        Optional<String> obstacle = gate.obstacle();
        if (obstacle.isPresent()) {
            LOG.debugf("No work is taken: %s", obstacle.get());
            warm.relieveDisk();
            pause.pause(CLOSED_PAUSE);
            return;
        }
        Registered now = session.get();
        LeaseRequest request =
                new LeaseRequest(held.freeSlots(), held.uids(), answerLost, warm.keys());
        // Until all of the answer is in hands.
        answerLost = true;
        List<Lease> leases;
        try {
            leases = client.lease(now.sessionId(), request).leases();
        } catch (CallFailedException e) {
            LOG.logf(backOff.level(), "Poll for work failed: %s", e.getMessage());
            session.failed(now, e);
            pause.pause(backOff.after(e));
            return;
        }
        backOff.reset();
        leases.forEach(intake::take);
        answerLost = false;
        if (leases.isEmpty()) {
            pause.pause(PAUSE_AFTER_NOTHING);
        }
    }
}
