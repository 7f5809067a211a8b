package dev.buildserver.agent.claim;

import dev.buildserver.agent.execute.StopSignal.Reason;
import dev.buildserver.agent.http.BackOff;
import dev.buildserver.agent.http.CallFailedException;
import dev.buildserver.agent.tasks.MonotonicClock;
import dev.buildserver.agent.tasks.Pause;
import dev.buildserver.agent.toolchain.Toolchain;
import dev.buildserver.contract.agent.Heartbeat;
import dev.buildserver.contract.agent.HeartbeatAnswer;
import dev.buildserver.contract.agent.Registered;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Says every few seconds that the agent lives, on a thread of its own so that nothing else can
 * delay it, and does what the answers ask. While the server is silent the builds go on, until the
 * orphan limit.
 */
@Singleton
public class Heartbeats implements Runnable {
    private static final Logger LOG = Logger.getLogger(Heartbeats.class);

    private final AgentSession session;
    private final SessionClient client;
    private final HeldAttempts held;
    private final IntakeGate gate;
    private final Toolchain toolchain;
    private final Pause pause;
    private final MonotonicClock clock;
    private final BackOff backOff;
    private UUID lastSession;
    private long sequence;
    private long answeredSentNanos;

    Heartbeats(
            AgentSession session,
            SessionClient client,
            HeldAttempts held,
            IntakeGate gate,
            Toolchain toolchain,
            Pause pause,
            MonotonicClock clock,
            SecureRandom random) {
        this.session = session;
        this.client = client;
        this.held = held;
        this.gate = gate;
        this.toolchain = toolchain;
        this.pause = pause;
        this.clock = clock;
        this.backOff = new BackOff(random);
    }

    @Override
    public void run() {
        Loop.run("heartbeats", () -> pause.pause(beat()), pause);
    }

    /** One heartbeat; returns how long to wait before the next. */
    Duration beat() throws InterruptedException {
        Registered now = session.get();
        if (!now.sessionId().equals(lastSession)) {
            lastSession = now.sessionId();
            sequence = 0;
            answeredSentNanos = clock.nanos();
        }
        long sent = clock.nanos();
        try {
            obey(client.heartbeat(now, next()));
            answeredSentNanos = sent;
            backOff.reset();
            return now.heartbeatEvery();
        } catch (CallFailedException e) {
            LOG.logf(backOff.level(), "Heartbeat failed: %s", e.getMessage());
            session.failed(now, e);
            killOrphans(now.orphanLimit());
            Duration wait = backOff.after(e);
            return wait.compareTo(now.heartbeatEvery()) < 0 ? wait : now.heartbeatEvery();
        }
    }

    private Heartbeat next() {
        return new Heartbeat(
                ++sequence,
                held.uids(),
                held.freeSlots(),
                toolchain.usage(),
                gate.obstacle().isEmpty(),
                toolchain.checks());
    }

    private void obey(HeartbeatAnswer answer) {
        gate.draining(answer.drain());
        held.stop(answer.revoked(), Reason.REVOKED);
        held.stop(answer.cancel(), Reason.CANCELLED);
    }

    private void killOrphans(Duration limit) {
        if (clock.nanos() - answeredSentNanos > limit.toNanos() && !held.uids().isEmpty()) {
            LOG.errorf("No answer from the orchestrator for %s: stopping what runs", limit);
            held.stopAll(Reason.REVOKED);
        }
    }
}
