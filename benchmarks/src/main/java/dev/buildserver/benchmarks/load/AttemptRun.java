package dev.buildserver.benchmarks.load;

import dev.buildserver.benchmarks.audit.Ledger;
import dev.buildserver.benchmarks.workload.AttemptScript;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/**
 * One attempt in an agent's hand: its events, a time during which it holds its slot, its result.
 * What fails for a while is repeated, as the real agent does; what is stale is dropped.
 */
final class AttemptRun {
    private static final long TIMEOUT_MILLIS = 10_000;

    private final Surroundings around;
    private final GrantedLease lease;
    private final Ledger.Attempt entry;
    private final Runnable ended;
    private final BackOff backOff;
    private final String path;
    private boolean answerPending;
    private boolean over;

    /**
     * @param ended called once, when the slot is free again
     */
    AttemptRun(Surroundings around, GrantedLease lease, Ledger.Attempt entry, Runnable ended) {
        this.around = around;
        this.lease = lease;
        this.entry = entry;
        this.ended = ended;
        this.backOff = new BackOff(around.random());
        this.path = "/agents/v1/leases/" + lease.attemptUid();
    }

    UUID uid() {
        return lease.attemptUid();
    }

    void start() {
        sendEvents(() -> around.holdLine().enter(this::sendResult));
    }

    /**
     * The server says that the attempt is no longer this agent's. While the result is under way
     * that may only mean that it has just been accepted, so its answer decides.
     *
     * @return false when that was so
     */
    boolean revoke() {
        if (over || answerPending) {
            return false;
        }
        drop();
        return true;
    }

    private void sendEvents(Runnable then) {
        if (over) {
            return;
        }
        Buffer events = Buffer.buffer(around.script().events(lease.attemptUid()));
        around.orchestrator()
                .post(
                        path + "/events",
                        lease.token(),
                        events,
                        TIMEOUT_MILLIS,
                        answer -> eventsAnswered(answer, then));
    }

    private void eventsAnswered(Answer answer, Runnable then) {
        if (answer.isGood()) {
            if (answer.json().path("durable").asInt() >= AttemptScript.LAST_BATCH) {
                backOff.reset();
                entry.durable(around.script().lines());
                then.run();
                return;
            }
            around.meter().fault("events.notDurable");
        }
        afterFault("events", answer, () -> sendEvents(then));
    }

    private void sendResult() {
        if (over) {
            return;
        }
        answerPending = true;
        around.orchestrator()
                .post(
                        path + "/result",
                        lease.token(),
                        Buffer.buffer(around.script().result()),
                        TIMEOUT_MILLIS,
                        this::resultAnswered);
    }

    private void resultAnswered(Answer answer) {
        if (over) {
            return;
        }
        answerPending = false;
        if (answer.isGood()) {
            around.ledger().answered(entry, answer.json().path("taskStatus").asText());
            around.meter().finished();
            end();
        } else if (answer.fault().endsWith("LOG_INCOMPLETE")) {
            around.meter().fault("result." + answer.fault());
            sendEvents(this::sendResult);
        } else {
            afterFault("result", answer, this::sendResult);
        }
    }

    private void afterFault(String call, Answer answer, Runnable again) {
        if (over) {
            return;
        }
        if (!answer.isGood()) {
            around.meter().fault(call + "." + answer.fault());
        }
        if (answer.isGood() || answer.isRepeatable()) {
            around.after(backOff.after(answer), again);
        } else {
            drop();
        }
    }

    /** Its session is over, and with it the lease. */
    void drop() {
        entry.revoke();
        end();
    }

    private void end() {
        over = true;
        ended.run();
    }
}
