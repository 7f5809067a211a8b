package dev.buildserver.agent.cached.step;

import dev.buildserver.agent.cached.drive.Order;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Steps that wait for a driver. Two of one project are never done at the same time: each leaves
 * files of MSBuild's own in the project's folder, which the other would find half written. Not
 * thread-safe.
 */
final class StepQueue {
    private final List<Waiting> waiting = new ArrayList<>();
    private final Set<String> busy = new HashSet<>();

    /**
     * @param project the project file
     */
    void add(String project, Order order) {
        waiting.add(new Waiting(project, order));
    }

    int size() {
        return waiting.size();
    }

    /** The first whose project nobody works on; empty where there is none. */
    Optional<Order> next() {
        Optional<Waiting> next =
                waiting.stream().filter(one -> !busy.contains(one.project())).findFirst();
        next.ifPresent(
                one -> {
                    waiting.remove(one);
                    busy.add(one.project());
                });
        return next.map(Waiting::order);
    }

    /** A step of the project has come to its end. */
    void done(String project) {
        busy.remove(project);
    }

    private record Waiting(String project, Order order) {}
}
