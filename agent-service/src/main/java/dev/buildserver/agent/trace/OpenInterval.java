package dev.buildserver.agent.trace;

import dev.buildserver.agent.trace.ProcessLife.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An interval while the trace is read. */
final class OpenInterval {
    private final String name;
    private final int pid;
    private final List<Placed> accesses = new ArrayList<>();
    private final Set<String> untraceable = new TreeSet<>();
    private boolean closed;

    OpenInterval(String name, int pid) {
        this.name = name;
        this.pid = pid;
    }

    String name() {
        return name;
    }

    List<Placed> accesses() {
        return accesses;
    }

    Set<String> untraceable() {
        return untraceable;
    }

    void close() {
        closed = true;
    }

    Interval done() {
        return new Interval(name, pid, closed, inOrder(accesses, untraceable));
    }

    static Accesses inOrder(List<Placed> placed, Set<String> untraceable) {
        List<Access> list =
                placed.stream()
                        .sorted((a, b) -> Long.compare(a.place(), b.place()))
                        .map(Placed::access)
                        .toList();
        return new Accesses(list, List.copyOf(untraceable));
    }
}
