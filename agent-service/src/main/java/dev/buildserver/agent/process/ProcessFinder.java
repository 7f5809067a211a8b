package dev.buildserver.agent.process;

import java.util.Set;

/** Finds the processes that belong to an attempt. */
interface ProcessFinder {
    /** A process was started by the attempt itself. */
    void started(ProcessHandle root);

    /** Called now and then while processes run, for finders that must remember what they saw. */
    void observe();

    /** The processes that are alive now. */
    Set<ProcessHandle> alive();
}
