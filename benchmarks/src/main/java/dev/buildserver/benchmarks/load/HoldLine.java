package dev.buildserver.benchmarks.load;

import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps a number of attempts running: the oldest may end when another one begins. */
final class HoldLine implements Steps {
    private final Deque<Runnable> held = new ArrayDeque<>();
    private int size;

    /**
     * @param size attempts kept running; 0 = each may end at once
     */
    HoldLine(int size) {
        this.size = size;
    }

    @Override
    public void reach(Step step, Later later, Runnable go) {
        if (step == Step.RESULT) {
            enter(go);
        } else {
            go.run();
        }
    }

    /**
     * An attempt has told its events.
     *
     * @param end ends it
     */
    void enter(Runnable end) {
        held.addLast(end);
        release();
    }

    /** No attempt is kept any longer. */
    void openAll() {
        size = 0;
        release();
    }

    private void release() {
        while (held.size() > size) {
            held.removeFirst().run();
        }
    }
}
