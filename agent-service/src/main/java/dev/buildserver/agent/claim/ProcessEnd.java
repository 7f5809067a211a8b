package dev.buildserver.agent.claim;

/** Ends the agent's process. */
@FunctionalInterface
public interface ProcessEnd {
    /**
     * Returns at once; the process ends in order.
     *
     * @param why for the operator
     */
    void exit(String why);
}
