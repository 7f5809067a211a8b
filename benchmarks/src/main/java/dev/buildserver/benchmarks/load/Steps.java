package dev.buildserver.benchmarks.load;

/** Where attempts pause on their way, and for how long. */
interface Steps {
    /** A point of an attempt's way. */
    enum Step {
        /** The lease has come, nothing has been done. */
        LEASED,
        /** Between two batches of events. */
        LOGGING,
        /** All events are told, the result is next. */
        RESULT,
        /** The agent has heard that the attempt is cancelled and has not confirmed it. */
        CANCEL
    }

    /**
     * An attempt has come to a point.
     *
     * @param later by which the attempt's agent waits
     * @param go goes on; called once, at once or later
     */
    void reach(Step step, Later later, Runnable go);
}
