package dev.buildserver.orchestrator.scheduling;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Places that builds hold for a while, each with the time at which it is free, in seconds. */
final class Places {
    private final PriorityQueue<Double> free = new PriorityQueue<>();

    /**
     * More may be held than there are: the first ends free none.
     *
     * @param ends of those who hold one now
     */
    Places(int count, List<Double> ends) {
        List<Double> latest = ends.stream().sorted(Comparator.reverseOrder()).toList();
        for (int place = 0; place < count; place++) {
            free.add(place < latest.size() ? latest.get(place) : 0.0);
        }
    }

    int count() {
        return free.size();
    }

    /** When the next one is free; infinite where there is none. */
    double next() {
        return free.isEmpty() ? Double.POSITIVE_INFINITY : free.peek();
    }

    /** The next one is held until then. There must be one. */
    void hold(double until) {
        free.remove();
        free.add(until);
    }
}
