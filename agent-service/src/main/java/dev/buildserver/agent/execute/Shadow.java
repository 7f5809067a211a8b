package dev.buildserver.agent.execute;

/** Builds parts of a finished attempt once more in its folders, to compare what comes out. */
@FunctionalInterface
public interface Shadow {
    /**
     * Returns when no process of it is alive. Nobody waits for it: what goes wrong is logged.
     *
     * @param stop ends it at once
     * @throws InterruptedException the thread should end; no process is alive
     */
    void run(StopSignal stop) throws InterruptedException;
}
