package dev.buildserver.orchestrator.queue;

/**
 * Knows who may start nothing. A hint: it keeps their tasks from holding up others, and from being
 * proposed in vain. The transaction that grants leases decides.
 */
public interface BlockedSource {
    /** Those who may start nothing now; costs nothing while nobody has a limit. */
    Blocked now();

    /**
     * The same after PostgreSQL refused a task: there may be limits that were new to this replica.
     */
    Blocked afterRefusal();
}
