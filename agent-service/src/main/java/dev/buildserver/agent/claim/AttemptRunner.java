package dev.buildserver.agent.claim;

/** Carries out attempts, from the source to the accepted result. */
public interface AttemptRunner {
    /**
     * Returns when nothing of the attempt is left on this agent. A build that fails in whatever way
     * is no exception.
     */
    void run(HeldAttempt attempt);

    /** Gives an attempt back untried. */
    void handBack(HeldAttempt attempt, String why);
}
