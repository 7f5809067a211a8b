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
     * @param run beginning of all keys of this run, unlike that of others
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
        int tenant = (int) (number % tenants.size());
        Buffer body = Buffer.buffer(submissions.body(number / tenants.size()));
        String key = run + "-" + number;
        send(new Request(tenant, key, body, System.nanoTime(), new BackOff(around.random())));
    }

    private void send(Request request) {
        long sentNanos = System.nanoTime();
        gateway.submit(
                PATH,
                tenants.get(request.tenant()),
                request.key(),
                request.body(),
                TIMEOUT_MILLIS,
                answer -> answered(request, answer, sentNanos));
    }

    private void answered(Request request, Answer answer, long sentNanos) {
        if (answer.status() == 202) {
            accepted(request, answer, sentNanos);
            done();
            return;
        }
        around.meter().fault("submit." + answer.fault());
        if (answer.isRepeatable()) {
            around.after(request.backOff().after(answer), () -> send(request));
        } else {
            around.ledger().refused();
            done();
        }
    }

    private void accepted(Request request, Answer answer, long sentNanos) {
        long now = System.nanoTime();
        UUID build = UUID.fromString(answer.json().path("executionId").asText());
        long first = request.firstNanos();
        Ledger.Job job = around.ledger().accepted(request.key(), request.tenant(), build, first);
        around.meter().accepted(now - sentNanos);
        if (job.leasedNanos() != 0) {
            around.meter().submitToLease(job.leasedNanos() - first);
        }
    }

    private void done() {
        open--;
        onAnswer.run();
    }

    /**
     * A submission under way.
     *
     * @param tenant counted from 0
     * @param firstNanos when it left for the first time
     */
    private record Request(int tenant, String key, Buffer body, long firstNanos, BackOff backOff) {}
}
