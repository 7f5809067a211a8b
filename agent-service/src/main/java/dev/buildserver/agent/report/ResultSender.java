package dev.buildserver.agent.report;

import dev.buildserver.agent.http.BackOff;
import dev.buildserver.agent.http.CallFailedException;
import dev.buildserver.agent.tasks.Pause;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.agent.ResultAnswer;
import dev.buildserver.domain.build.FailureReason;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import org.jboss.logging.Logger;

/** Sends a result until it is answered: the same content each time, so that it counts once. */
@Singleton
class ResultSender {
    private static final Logger LOG = Logger.getLogger(ResultSender.class);
    private static final int MAX_BYTES = 900 * 1024;

    private final AttemptClient client;
    private final Pause pause;
    private final SecureRandom random;

    ResultSender(AttemptClient client, Pause pause, SecureRandom random) {
        this.client = client;
        this.pause = pause;
        this.random = random;
    }

    void send(Lease lease, AttemptResult result, AttemptOrders orders) throws InterruptedException {
        BackOff backOff = new BackOff(random);
        byte[] content = fit(result);
        boolean refused = false;
        while (!orders.isRevoked()) {
            try {
                ResultAnswer answer = client.result(lease, content);
                LOG.infof(
                        "Attempt %s: %s, task %s",
                        lease.attemptUid(), result.outcome(), answer.taskStatus());
                return;
            } catch (CallFailedException e) {
                LOG.logf(
                        backOff.level(),
                        "Result of attempt %s: %s",
                        lease.attemptUid(),
                        e.getMessage());
                if (EventSender.isOver(e)) {
                    orders.revoke();
                } else if (e.isTransient() || e.isUnauthorized()) {
                    pause.pause(backOff.after(e));
                } else if (refused) {
                    return;
                } else {
                    // Refused for what it says: another agent shall try, rather than nobody.
                    refused = true;
                    content = client.bytes(infrastructureFault(result, e.getMessage()));
                }
            }
        }
    }

    private byte[] fit(AttemptResult result) {
        byte[] content = client.bytes(result);
        List<?> left = result.diagnostics();
        AttemptResult smaller = result;
        while (content.length > MAX_BYTES && !left.isEmpty()) {
            smaller = withDiagnostics(smaller, left.size() / 2);
            left = smaller.diagnostics();
            content = client.bytes(smaller);
        }
        return content;
    }

    private static AttemptResult withDiagnostics(AttemptResult r, int count) {
        return new AttemptResult(
                r.outcome(),
                r.failureReason(),
                r.message(),
                r.lastBatch(),
                r.commit(),
                r.branch(),
                r.stages(),
                r.testResults(),
                r.diagnostics().subList(0, count),
                r.artifacts(),
                r.needs(),
                r.cache());
    }

    private static AttemptResult infrastructureFault(AttemptResult r, String why) {
        return new AttemptResult(
                Outcome.INFRA,
                FailureReason.INFRASTRUCTURE_ERROR,
                why,
                r.lastBatch(),
                r.commit(),
                r.branch(),
                r.stages(),
                null,
                null,
                null);
    }
}
