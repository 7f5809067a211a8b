package dev.buildserver.benchmarks.load;

import dev.buildserver.benchmarks.audit.Ledger;
import dev.buildserver.benchmarks.workload.Submissions;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.UUID;

/** Asks for builds through the gateway, each with a key, until it has an answer. */
final class Submitter {
    private static final String PATH = "/api/v1/builds";
    private static final long TIMEOUT_MILLIS = 15_000;

    private final Surroundings around;
    private final Calls gateway;
    private final List<Credential> tenants;
    private final Submissions submissions;
    private final String run;
    private long sent;
    private int open;
    private Runnable onAnswer = () -> {};

    /**
     * @param tenants a token of each
     * @param run makes keys of this run unlike those of others
     */
    Submitter(
            Surroundings around,
            Calls gateway,
            List<Credential> tenants,
            Submissions submissions,
            String run) {
        this.around = around;
        this.gateway = gateway;
        this.tenants = tenants;
        this.submissions = submissions;
        this.run = run;
    }

    /** Called after each final answer. */
    void onAnswer(Runnable then) {
        this.onAnswer = then;
    }

    /** Submissions without a final answer. */
    int open() {
        return open;
    }

    void submit() {
        long number = sent++;
        open++;
        Credential as = tenants.get((int) (number % tenants.size()));
        Buffer body = Buffer.buffer(submissions.body(number / tenants.size()));
        String key = run + "-" + number;
        send(as, key, body, System.nanoTime(), new BackOff(around.random()));
    }

    private void send(Credential as, String key, Buffer body, long first, BackOff backOff) {
        long sentNanos = System.nanoTime();
        gateway.submit(
                PATH,
                as,
                key,
                body,
                TIMEOUT_MILLIS,
                answer -> {
                    if (answer.status() == 202) {
                        accepted(key, answer, first, sentNanos);
                    } else {
                        around.meter().fault("submit." + answer.fault());
                        if (answer.isRepeatable()) {
                            around.after(
                                    backOff.after(answer),
                                    () -> send(as, key, body, first, backOff));
                        } else {
                            around.ledger().refused();
                            done();
                        }
                    }
                });
    }

    private void accepted(String key, Answer answer, long firstNanos, long sentNanos) {
        long now = System.nanoTime();
        UUID build = UUID.fromString(answer.json().path("executionId").asText());
        Ledger.Job job = around.ledger().accepted(key, build, firstNanos);
        around.meter().accepted(now - sentNanos);
        if (job.leasedNanos() != 0) {
            around.meter().submitToLease(job.leasedNanos() - firstNanos);
        }
        done();
    }

    private void done() {
        open--;
        onAnswer.run();
    }
}
