package dev.buildserver.cli.command;

/** Tells that the caller wants no longer to wait. */
@FunctionalInterface
public interface Interrupts {
    /** Nobody interrupts. */
    Interrupts NONE = action -> () -> {};

    /**
     * @param action runs once when the process is told to end, on a thread of its own, while the
     *     rest goes on; it should be done within a few seconds
     */
    Registration onInterrupt(Runnable action);

    /** Closed when there is nothing to be said any more. */
    @FunctionalInterface
    interface Registration {
        void close();
    }
}
