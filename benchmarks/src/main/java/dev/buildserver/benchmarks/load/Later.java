package dev.buildserver.benchmarks.load;

/** Time, for what runs on the event loop. */
interface Later {
    /**
     * Does something later, on the same event loop.
     *
     * @param millis at least 1
     */
    void after(long millis, Runnable task);
}
