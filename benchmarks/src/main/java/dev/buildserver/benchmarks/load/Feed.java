package dev.buildserver.benchmarks.load;

/** Decides when builds are asked for: to keep a number of them waiting, or at a steady rate. */
final class Feed {
    private static final long TICK_MILLIS = 5;

    private final Surroundings around;
    private final Submitter submitter;
    private final int inFlight;
    private long level;
    private double perSecond;
    private long pacedSinceNanos;
    private long paced;

    /**
     * @param inFlight most submissions without an answer
     */
    Feed(Surroundings around, Submitter submitter, int inFlight) {
        this.around = around;
        this.submitter = submitter;
        this.inFlight = inFlight;
        submitter.onAnswer(this::pump);
        around.meter().onLeased(this::pump);
    }

    /** Keeps that many builds asked for and not leased; 0 = no more are asked for. */
    void keepWaiting(long builds) {
        level = builds;
        perSecond = 0;
        pump();
    }

    /** Asks for builds at a steady rate, whatever becomes of them. */
    void pace(double buildsPerSecond) {
        level = 0;
        perSecond = buildsPerSecond;
        pacedSinceNanos = System.nanoTime();
        paced = 0;
        tick();
    }

    void stop() {
        level = 0;
        perSecond = 0;
    }

    private void tick() {
        if (perSecond == 0) {
            return;
        }
        double due = (System.nanoTime() - pacedSinceNanos) / 1e9 * perSecond;
        while (paced < due && submitter.open() < inFlight) {
            paced++;
            submitter.submit();
        }
        around.after(TICK_MILLIS, this::tick);
    }

    private void pump() {
        while (submitter.open() < inFlight && submitter.open() + around.meter().waiting() < level) {
            submitter.submit();
        }
    }
}
