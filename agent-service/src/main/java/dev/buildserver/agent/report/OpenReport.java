package dev.buildserver.agent.report;

import dev.buildserver.contract.agent.AttemptResult;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.jboss.logging.Logger;

/** The report of one attempt: events while it runs, then one result. */
public final class OpenReport {
    private static final Logger LOG = Logger.getLogger(OpenReport.class);
    private static final long LOOK_MILLIS = 100;

    private final AttemptReport events;
    private final BatchQueue queue;
    private final EventSender sender;
    private final Future<?> sending;
    private final Result result;
    private final AttemptOrders orders;
    private boolean complete;

    OpenReport(
            AttemptReport events,
            BatchQueue queue,
            EventSender sender,
            Future<?> sending,
            Result result,
            AttemptOrders orders) {
        this.events = events;
        this.queue = queue;
        this.sender = sender;
        this.sending = sending;
        this.result = result;
        this.orders = orders;
    }

    /** Where events go. */
    public AttemptReport events() {
        return events;
    }

    /**
     * Ends the report: returns when the result is answered, or nothing more is accepted.
     *
     * @param ending makes the result, given the number of the last batch; called at most once
     */
    public void finish(IntFunction<AttemptResult> ending) throws InterruptedException {
        queue.close();
        try {
            awaitSent();
        } finally {
            sending.cancel(true);
        }
        if (!orders.isRevoked()) {
            result.send(ending.apply(queue.lastNumber()));
        }
    }

    private void awaitSent() throws InterruptedException {
        while (!orders.isRevoked()) {
            try {
                sending.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                complete = !sender.isLogLost();
                return;
            } catch (TimeoutException e) {
                // Look again whether the attempt is still ours.
            } catch (ExecutionException e) {
                LOG.error("Events can't be sent", e.getCause());
                return;
            }
        }
    }

    /** Whether the server has every event; known when the result is made. */
    public boolean isComplete() {
        return complete;
    }

    /** Sends the result. */
    @FunctionalInterface
    interface Result {
        void send(AttemptResult result) throws InterruptedException;
    }
}
