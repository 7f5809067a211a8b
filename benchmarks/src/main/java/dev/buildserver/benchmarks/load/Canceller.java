package dev.buildserver.benchmarks.load;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Cancels builds through the gateway, each until it has an answer. */
final class Canceller {
    private static final long TIMEOUT_MILLIS = 15_000;

    private final Surroundings around;
    private final Calls gateway;
    private final List<Credential> buildMasters;
    private int open;

    /**
     * @param buildMasters a token of each tenant
     */
    Canceller(Surroundings around, Calls gateway, List<Credential> buildMasters) {
        this.around = around;
        this.gateway = gateway;
        this.buildMasters = List.copyOf(buildMasters);
    }

    /** Requests without a final answer. */
    int open() {
        return open;
    }

    /** One of the newest builds, whatever became of it; false when there is none. */
    boolean cancelOne() {
        List<UUID> newest = new ArrayList<>(around.ledger().newest());
        if (newest.isEmpty()) {
            return false;
        }
        cancel(newest.get(around.random().nextInt(newest.size())));
        return true;
    }

    void cancelNewest(int builds) {
        List<UUID> newest = new ArrayList<>(around.ledger().newest());
        newest.subList(Math.max(0, newest.size() - builds), newest.size()).forEach(this::cancel);
    }

    private void cancel(UUID build) {
        open++;
        send(build, new BackOff(around.random()));
    }

    private void send(UUID build, BackOff backOff) {
        gateway.post(
                "/api/v1/builds/" + build + "/cancel",
                buildMasters.get(around.ledger().job(build).tenant()),
                Buffer.buffer(),
                TIMEOUT_MILLIS,
                answer -> answered(build, answer, backOff));
    }

    private void answered(UUID build, Answer answer, BackOff backOff) {
        if (answer.isRepeatable()) {
            around.meter().fault("cancel." + answer.fault());
            around.after(backOff.after(answer), () -> send(build, backOff));
            return;
        }
        open--;
        if (answer.isGood()) {
            around.ledger().cancelled(build);
        } else {
            around.meter().fault("cancel." + answer.fault());
        }
    }
}
