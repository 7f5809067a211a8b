package dev.buildserver.benchmarks.load;

import java.util.List;
import java.util.function.Consumer;

/** Calls to replicas of one service in turn, as a load balancer spreads them. */
final class AlternatingCalls implements Calls {
    private final List<? extends Calls> replicas;
    private int next;

    AlternatingCalls(List<? extends Calls> replicas) {
        this.replicas = List.copyOf(replicas);
    }

    @Override
    public void send(Call call, Consumer<Answer> then) {
        next = (next + 1) % replicas.size();
        replicas.get(next).send(call, then);
    }
}
