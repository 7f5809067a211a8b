package dev.buildserver.benchmarks.queue;

/** Something that tasks are put into and taken out of, in batches. */
public interface QueuePair {
    /** Puts that many new tasks in. */
    void put(int count);

    /**
     * Takes that many out, for good.
     *
     * @return how many there were
     */
    int take(int count);
}
