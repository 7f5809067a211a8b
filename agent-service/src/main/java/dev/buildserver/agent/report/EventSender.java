package dev.buildserver.agent.report;

import dev.buildserver.agent.http.BackOff;
import dev.buildserver.agent.http.CallFailedException;
import dev.buildserver.agent.tasks.Pause;
import dev.buildserver.contract.agent.EventsAnswer;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.domain.error.ErrorCode;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Sends an attempt's batches in order until the last is durable or the attempt is over. */
final class EventSender implements Runnable {
    private static final Logger LOG = Logger.getLogger(EventSender.class);

    private final Lease lease;
    private final BatchQueue queue;
    private final AttemptClient client;
    private final AttemptOrders orders;
    private final Pause pause;
    private final BackOff backOff;
    private volatile boolean logLost;

    EventSender(
            Lease lease,
            BatchQueue queue,
            AttemptClient client,
            AttemptOrders orders,
            Pause pause,
            RandomGenerator random) {
        this.lease = lease;
        this.queue = queue;
        this.client = client;
        this.orders = orders;
        this.pause = pause;
        this.backOff = new BackOff(random);
    }

    @Override
    public void run() {
        try {
            Optional<BatchQueue.Numbered> next = queue.next();
            while (next.isPresent() && !orders.isRevoked() && !logLost) {
                send(next.get());
                next = queue.next();
            }
        } catch (InterruptedException e) {
            LOG.debugf("Events of attempt %s are no longer sent", lease.attemptUid());
        }
    }

    /** Whether the server lacks a batch that this agent no longer has. */
    boolean isLogLost() {
        return logLost;
    }

    private void send(BatchQueue.Numbered batch) throws InterruptedException {
        try {
            EventsAnswer answer = client.events(lease, batch.content());
            backOff.reset();
            queue.answered(batch.number(), answer.durable());
            if (answer.cancel()) {
                orders.cancel();
            }
        } catch (CallFailedException e) {
            OptionalInt nextBatch = e.number("nextBatch");
            if (e.code().equals(ErrorCode.LOG_GAP.name()) && nextBatch.isPresent()) {
                logLost = !queue.resumeAt(nextBatch.getAsInt());
            } else if (isOver(e)) {
                orders.revoke();
            } else {
                LOG.logf(
                        backOff.level(),
                        "Events of attempt %s: %s",
                        lease.attemptUid(),
                        e.getMessage());
                pause.pause(backOff.after(e));
            }
        }
    }

    static boolean isOver(CallFailedException e) {
        return e.code().equals(ErrorCode.STALE_ATTEMPT.name()) || e.status() == 410;
    }
}
