package dev.buildserver.agent.process;

import java.io.IOException;
import java.util.Set;

/** Starts the processes of an attempt, and finds all that came of them. */
interface ProcessFinder extends AutoCloseable {
    /** Starts a process of the attempt. */
    Process start(ProcessBuilder builder) throws IOException;

    /** Called now and then while processes run, for finders that must remember what they saw. */
    void observe();

    /** The processes that are alive now. */
    Set<ProcessHandle> alive();

    /** Whether the process has ended, also if somebody has yet to take notice of its end. */
    boolean ended(ProcessHandle process);

    /** The attempt is over. */
    @Override
    void close();
}
