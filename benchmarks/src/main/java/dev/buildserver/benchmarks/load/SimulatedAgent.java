package dev.buildserver.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.benchmarks.audit.Ledger;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An agent that speaks the protocol as the real one does, and only pretends to build. */
final class SimulatedAgent {
    private static final long SHORT_CALL_MILLIS = 5_000;
    private static final long HEARTBEAT_MILLIS = 2_000;
    private static final long POLL_WAIT_MILLIS = 25_000;
    // As the real agent: a server that answers at once must not be asked in a tight loop.
    private static final long PAUSE_AFTER_NOTHING_MILLIS = 20;

    private final Surroundings around;
    private final String name;
    private final int slots;
    private final Map<UUID, AttemptRun> held = new LinkedHashMap<>();
    private final BackOff backOff;
    private final BackOff beatBackOff;
    private final CommandPoll commands;
    private UUID session;
    private long sequence;
    private boolean taking;
    private boolean polling;
    private boolean answerLost;
    private boolean stopped;

    /**
     * @param slots builds at the same time, 1 to 64
     * @param hearsCommands whether it polls for cancellations while it holds something
     */
    SimulatedAgent(Surroundings around, String name, int slots, boolean hearsCommands) {
        this.around = around;
        this.name = name;
        this.slots = slots;
        this.backOff = new BackOff(around.random());
        this.beatBackOff = new BackOff(around.random());
        this.commands =
                new CommandPoll(
                        around,
                        () -> stopped ? null : session,
                        () -> hearsCommands && !held.isEmpty(),
                        () ->
                                held.values().stream()
                                        .filter(AttemptRun::isCancelled)
                                        .map(AttemptRun::uid),
                        this::obey);
    }

    /**
     * Opens a session.
     *
     * @param then called when it is open for the first time
     */
    void register(Runnable then) {
        if (stopped) {
            return;
        }
        around.orchestrator()
                .post(
                        "/agents/v1/register",
                        around.poolToken(),
                        AgentJson.registration(name, around.pool(), slots),
                        SHORT_CALL_MILLIS,
                        answer -> registered(answer, then));
    }

    /** Asks for work from now on. */
    void take() {
        taking = true;
        poll();
    }

    /** Takes no more work; a poll that waits is left alone until it is answered. */
    void stopTaking() {
        taking = false;
    }

    /** Asks for work. */
    boolean isTaking() {
        return taking;
    }

    boolean isIdle() {
        return held.isEmpty();
    }

    /** Signs off; a lease that is on its way goes back to the queue. */
    void signOff(Runnable then) {
        stopped = true;
        if (session == null) {
            then.run();
            return;
        }
        around.orchestrator()
                .delete(
                        "/agents/v1/sessions/" + session,
                        around.poolToken(),
                        SHORT_CALL_MILLIS,
                        answer -> then.run());
    }

    private void registered(Answer answer, Runnable then) {
        if (!answer.isGood()) {
            around.meter().fault("register." + answer.fault());
            around.after(backOff.after(answer), () -> register(then));
            return;
        }
        backOff.reset();
        session = UUID.fromString(answer.json().path("sessionId").asText());
        sequence = 0;
        long every = millis(answer.json().path("heartbeatEvery").asText());
        // Not all in step: real agents start at different times.
        UUID own = session;
        around.after(around.random().nextLong(1, every + 1), () -> beat(own, every));
        then.run();
    }

    /** One at a time; one without an answer is soon followed by another, as the real agent's. */
    private void beat(UUID own, long every) {
        if (stopped || !own.equals(session)) {
            return;
        }
        around.orchestrator()
                .post(
                        "/agents/v1/sessions/" + own + "/heartbeat",
                        around.poolToken(),
                        AgentJson.heartbeat(++sequence, held.keySet(), free(), taking),
                        HEARTBEAT_MILLIS,
                        answer -> beaten(own, every, answer));
    }

    private void beaten(UUID own, long every, Answer answer) {
        long pause = every;
        if (answer.isGood()) {
            beatBackOff.reset();
            obey(answer.json());
        } else {
            pause = Math.min(every, beatBackOff.after(answer));
            around.meter().fault("heartbeat." + answer.fault());
            checkSession(own, answer);
        }
        around.after(pause, () -> beat(own, every));
    }

    private void obey(JsonNode commands) {
        commands.path("revoked").forEach(uid -> revoke(UUID.fromString(uid.asText())));
        commands.path("cancel").forEach(uid -> cancel(UUID.fromString(uid.asText())));
    }

    private void cancel(UUID attempt) {
        AttemptRun run = held.get(attempt);
        if (run != null) {
            run.cancel();
        }
    }

    private void revoke(UUID attempt) {
        AttemptRun run = held.get(attempt);
        if (run != null && run.revoke()) {
            around.meter().fault("heartbeat.revoked");
        }
    }

    private void poll() {
        if (!taking || stopped || polling || session == null || free() < 1) {
            return;
        }
        polling = true;
        UUID own = session;
        around.orchestrator()
                .post(
                        "/agents/v1/sessions/" + own + "/lease?wait=25s",
                        around.poolToken(),
                        AgentJson.leaseRequest(free(), held.keySet(), answerLost),
                        POLL_WAIT_MILLIS + SHORT_CALL_MILLIS,
                        answer -> polled(own, answer));
    }

    private void polled(UUID own, Answer answer) {
        polling = false;
        if (!answer.isGood()) {
            answerLost = true;
            if (!stopped) {
                around.meter().fault("lease." + answer.fault());
                checkSession(own, answer);
                around.after(backOff.after(answer), this::poll);
            }
            return;
        }
        answerLost = false;
        backOff.reset();
        List<GrantedLease> leases = leases(answer.body());
        leases.forEach(this::begin);
        if (leases.isEmpty()) {
            around.after(PAUSE_AFTER_NOTHING_MILLIS, this::poll);
        } else {
            poll();
        }
    }

    private void begin(GrantedLease lease) {
        if (held.containsKey(lease.attemptUid())) {
            return;
        }
        long now = System.nanoTime();
        Ledger.Job known = around.ledger().job(lease.buildId());
        if (known == null || known.leasedNanos() == 0) {
            around.meter().leasedFirst();
        }
        Ledger.Attempt entry =
                around.ledger().leased(lease.attemptUid(), lease.buildId(), lease.attemptNo(), now);
        if (known != null && known.leasedNanos() == now) {
            around.meter().submitToLease(now - known.sentNanos());
        }
        AttemptRun run = new AttemptRun(around, lease, entry, () -> released(lease.attemptUid()));
        held.put(lease.attemptUid(), run);
        run.start();
        commands.ask();
    }

    private void released(UUID attempt) {
        held.remove(attempt);
        poll();
    }

    /** After the end of its session the agent opens another, and what it held is lost. */
    private void checkSession(UUID own, Answer answer) {
        if (answer.status() == 410 && own.equals(session) && !stopped) {
            session = null;
            List.copyOf(held.values()).forEach(AttemptRun::drop);
            register(this::poll);
        }
    }

    private int free() {
        return slots - held.size();
    }

    private static List<GrantedLease> leases(Buffer body) {
        try {
            return body.length() == 0 ? List.of() : GrantedLease.read(body.getBytes());
        } catch (IOException e) {
            throw new IllegalStateException("unreadable leases: " + body, e);
        }
    }

    private static long millis(String duration) {
        return Duration.parse(duration).toMillis();
    }
}
