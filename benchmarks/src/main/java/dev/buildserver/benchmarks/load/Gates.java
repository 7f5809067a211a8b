package dev.buildserver.benchmarks.load;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Holds attempts at points of their way until they are let go. For one thread, that of the load.
 */
public final class Gates implements Steps {
    private final Set<Point> shut = EnumSet.noneOf(Point.class);
    private final List<Runnable> held = new ArrayList<>();

    /** Where attempts can be held. */
    public enum Point {
        /** The lease has come, nothing has been done. */
        LEASED,
        /** Some events are told. */
        LOGGING,
        /** All events are told, the result is next. */
        RESULT,
        /** The agent knows that it is to cancel, and has not confirmed it. */
        CANCEL
    }

    void shut(Point point) {
        shut.add(point);
    }

    void openAll() {
        shut.clear();
        List<Runnable> all = List.copyOf(held);
        held.clear();
        all.forEach(Runnable::run);
    }

    int held() {
        return held.size();
    }

    @Override
    public void reach(Step step, Later later, Runnable go) {
        if (shut.contains(Point.valueOf(step.name()))) {
            // Through the agent's own time: a frozen one does not go on.
            held.add(() -> later.after(1, go));
        } else {
            go.run();
        }
    }
}
