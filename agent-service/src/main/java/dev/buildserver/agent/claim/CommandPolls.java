package dev.buildserver.agent.claim;

import dev.buildserver.agent.execute.StopSignal.Reason;
import dev.buildserver.agent.http.BackOff;
import dev.buildserver.agent.http.CallFailedException;
import dev.buildserver.agent.tasks.Pause;
import dev.buildserver.contract.agent.Commands;
import dev.buildserver.contract.agent.Registered;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Hears within milliseconds which of the running attempts have to stop. */
@Singleton
public class CommandPolls implements Runnable {
    private static final Logger LOG = Logger.getLogger(CommandPolls.class);

    // State that the server repeats must not make a tight loop.
    private static final Duration PAUSE_AFTER_ANSWER = Duration.ofMillis(100);

    private final AgentSession session;
    private final SessionClient client;
    private final HeldAttempts held;
    private final IntakeGate gate;
    private final Pause pause;
    private final BackOff backOff;

    CommandPolls(
            AgentSession session,
            SessionClient client,
            HeldAttempts held,
            IntakeGate gate,
            Pause pause,
            SecureRandom random) {
        this.session = session;
        this.client = client;
        this.held = held;
        this.gate = gate;
        this.pause = pause;
        this.backOff = new BackOff(random);
    }

    @Override
    public void run() {
        Loop.run("polls for commands", this::poll, pause);
    }

    /** One poll; there is none while the agent holds nothing that could be stopped. */
    void poll() throws InterruptedException {
        held.awaitAny();
        Registered now = session.get();
        try {
            Commands commands =
                    client.commands(now.sessionId(), held.cancelled(), gate.isDraining());
            backOff.reset();
            gate.draining(commands.drain());
            held.stop(commands.revoked(), Reason.REVOKED);
            held.stop(commands.cancel(), Reason.CANCELLED);
            pause.pause(PAUSE_AFTER_ANSWER);
        } catch (CallFailedException e) {
            LOG.logf(backOff.level(), "Poll for commands failed: %s", e.getMessage());
            session.failed(now, e);
            pause.pause(backOff.after(e));
        }
    }
}
