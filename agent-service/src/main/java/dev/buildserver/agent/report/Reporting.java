package dev.buildserver.agent.report;

import dev.buildserver.agent.tasks.MonotonicClock;
import dev.buildserver.agent.tasks.Pause;
import dev.buildserver.agent.tasks.Tasks;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.Lease;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Opens the reports of attempts. */
@Singleton
public class Reporting {
    private final AttemptClient client;
    private final ResultSender results;
    private final ReportConfig config;
    private final Tasks tasks;
    private final MonotonicClock clock;
    private final Pause pause;
    private final SecureRandom random;

    Reporting(
            AttemptClient client,
            ResultSender results,
            ReportConfig config,
            Tasks tasks,
            MonotonicClock clock,
            Pause pause,
            SecureRandom random) {
        this.client = client;
        this.results = results;
        this.config = config;
        this.tasks = tasks;
        this.clock = clock;
        this.pause = pause;
        this.random = random;
    }

    /**
     * Starts to report an attempt.
     *
     * @param receivedNanos when the lease arrived, by the monotonic clock
     * @param spool folder for events that can't be sent yet; need not exist
     */
    public OpenReport open(Lease lease, long receivedNanos, Path spool, AttemptOrders orders) {
        BatchQueue queue =
                new BatchQueue(
                        new Spool(spool), config.spoolLimit().asLongValue(), clock, client::bytes);
        EventSender sender = new EventSender(lease, queue, client, orders, pause, random);
        return new OpenReport(
                new EventLog(queue, clock, receivedNanos),
                queue,
                sender,
                tasks.start("events-" + lease.attemptUid(), sender),
                last -> results.send(lease, last, orders),
                orders);
    }

    /** Reports the end of an attempt that has no events. */
    public void onlyResult(Lease lease, AttemptResult result, AttemptOrders orders)
            throws InterruptedException {
        results.send(lease, result, orders);
    }
}
