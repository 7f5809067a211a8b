package dev.buildserver.benchmarks.load;

import dev.buildserver.benchmarks.audit.Ledger;
import dev.buildserver.benchmarks.load.Steps.Step;
import dev.buildserver.benchmarks.workload.AttemptScript;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.artifact.SealReceipt;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One attempt in an agent's hand: its events, pauses during which it holds its slot, perhaps an
 * artifact, its result. What fails for a while is repeated, as the real agent does; what is stale
 * is dropped.
 */
final class AttemptRun {
    private static final long TIMEOUT_MILLIS = 10_000;

    private final Surroundings around;
    private final GrantedLease lease;
    private final Ledger.Attempt entry;
    private final Runnable ended;
    private final BackOff backOff;
    private final String path;
    private int durable;
    private boolean cancelled;
    // Once it has been sent it is repeated as it was.
    private Buffer result;
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

    /** Whether the agent has heard that it is to be cancelled. */
    boolean isCancelled() {
        return cancelled;
    }

    void start() {
        around.reach(Step.LEASED, () -> tell(1));
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

    /** Somebody wants it to end; too late when the result is on its way. */
    void cancel() {
        if (over || cancelled || result != null) {
            return;
        }
        cancelled = true;
        around.reach(Step.CANCEL, () -> end(Outcome.CANCELLED, null));
    }

    /** Tells a batch and those after it; after the last comes the result. */
    private void tell(int batch) {
        if (hasTurned()) {
            return;
        }
        if (batch > around.script().batches()) {
            around.reach(Step.RESULT, this::finish);
            return;
        }
        if (batch < around.script().batches() && around.tricks().test(Trick.EVENTS_REORDERED)) {
            // Refused, or stored when it overtook nothing; told once more in its turn.
            sendEvents(batch + 1, answer -> {});
        }
        sendEvents(batch, answer -> told(batch, answer));
    }

    private void sendEvents(int batch, Consumer<Answer> then) {
        Buffer events = Buffer.buffer(around.script().events(lease.attemptUid(), batch));
        around.orchestrator().post(path + "/events", lease.token(), events, TIMEOUT_MILLIS, then);
    }

    private void told(int batch, Answer answer) {
        if (over) {
            return;
        }
        if (answer.isGood()) {
            durable = Math.max(durable, answer.json().path("durable").asInt());
            entry.durable(around.script().linesUpTo(durable));
            if (durable >= batch) {
                backOff.reset();
                goOn(batch + 1);
                return;
            }
            around.meter().fault("events.notDurable");
        }
        if (hasTurned()) {
            return;
        }
        if (answer.fault().endsWith("LOG_GAP")) {
            around.meter().fault("events." + answer.fault());
            tell(answer.json().path("nextBatch").asInt(1));
        } else {
            afterFault("events", answer, () -> tell(batch));
        }
    }

    private void goOn(int batch) {
        if (batch > around.script().batches()) {
            tell(batch);
        } else {
            around.reach(Step.LOGGING, () -> tell(batch));
        }
    }

    private void finish() {
        if (hasTurned()) {
            return;
        }
        if (around.tricks().test(Trick.RESULT_INFRA)) {
            end(Outcome.INFRA, null);
        } else if (around.tricks().test(Trick.RESULT_RETURNED)) {
            end(Outcome.RETURNED, null);
        } else if (around.artifactShare() > 0
                && around.random().nextDouble() < around.artifactShare()) {
            upload();
        } else {
            end(Outcome.SUCCEEDED, null);
        }
    }

    private void upload() {
        new ArtifactUpload(around, lease, this::sealed, this::refused).start();
    }

    private void sealed(SealReceipt receipt) {
        if (!hasTurned()) {
            entry.sealed(receipt.manifestDigest());
            end(Outcome.SUCCEEDED, receipt);
        }
    }

    private void refused() {
        if (!hasTurned()) {
            drop();
        }
    }

    private boolean hasTurned() {
        return over || cancelled;
    }

    private void end(Outcome outcome, SealReceipt receipt) {
        if (over) {
            return;
        }
        boolean usual = outcome == Outcome.SUCCEEDED && receipt == null;
        result =
                Buffer.buffer(
                        usual
                                ? around.script().succeeded()
                                : AttemptScript.result(outcome, durable, receipt));
        sendResult();
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
                        result,
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
            resend(answer.json().path("nextBatch").asInt(1));
        } else {
            afterFault("result", answer, this::sendResult);
        }
    }

    /** Batches that the server lacks although it once said that it had them, then the result. */
    private void resend(int batch) {
        if (over) {
            return;
        }
        if (batch > around.script().batches()) {
            sendResult();
            return;
        }
        sendEvents(
                batch,
                answer -> {
                    if (answer.isGood()) {
                        resend(batch + 1);
                    } else {
                        afterFault("events", answer, () -> resend(batch));
                    }
                });
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
        if (over) {
            return;
        }
        entry.revoke();
        end();
    }

    private void end() {
        over = true;
        ended.run();
    }
}
