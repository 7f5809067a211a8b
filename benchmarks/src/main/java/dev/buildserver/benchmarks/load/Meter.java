package dev.buildserver.benchmarks.load;

import dev.buildserver.benchmarks.measure.Samples;
import java.util.Map;
import java.util.TreeMap;

/** Counts and latencies. Latencies are kept only between {@link #open} and {@link #close}. */
final class Meter {
    private Samples submitMillis = new Samples();
    private Samples leaseMillis = new Samples();
    private final Map<String, Long> faults = new TreeMap<>();
    private Runnable onLeased = () -> {};
    private boolean open;
    private long accepted;
    private long leased;
    private long finished;
    private long finishedAtOpening;
    private long finishedAtClosing;

    /** Begins a window of its own: what was measured in an earlier one is not in it. */
    void open() {
        submitMillis = new Samples();
        leaseMillis = new Samples();
        open = true;
        finishedAtOpening = finished;
    }

    void close() {
        open = false;
        finishedAtClosing = finished;
    }

    void accepted(long nanos) {
        accepted++;
        if (open) {
            submitMillis.add(nanos / 1e6);
        }
    }

    /** Called whenever a build was leased for the first time. */
    void onLeased(Runnable then) {
        onLeased = then;
    }

    /** Builds came to wait that nobody asked for. */
    void filled(long builds) {
        accepted += builds;
    }

    void leasedFirst() {
        leased++;
        onLeased.run();
    }

    /** From the request that made a build to its lease in an agent's hand. */
    void submitToLease(long nanos) {
        if (open) {
            leaseMillis.add(nanos / 1e6);
        }
    }

    void finished() {
        finished++;
    }

    void fault(String what) {
        faults.merge(what, 1L, Long::sum);
    }

    /** Builds accepted and not leased yet; below 0 while answers to submissions are on the way. */
    long waiting() {
        return accepted - leased;
    }

    long acceptedCount() {
        return accepted;
    }

    long finishedCount() {
        return finished;
    }

    /** Between opening and closing. */
    long finishedInWindow() {
        return finishedAtClosing - finishedAtOpening;
    }

    Samples submitMillis() {
        return submitMillis;
    }

    Samples leaseMillis() {
        return leaseMillis;
    }

    Map<String, Long> faults() {
        return faults;
    }
}
