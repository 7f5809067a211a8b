package dev.buildserver.agent.report;

/** What the answers to reports may say about the attempt itself. */
public interface AttemptOrders {
    /** Somebody cancelled the build. */
    void cancel();

    /** The attempt is over for the server: nothing more is accepted for it. */
    void revoke();

    /** Whether the attempt is over for the server, from whomever that was heard. */
    boolean isRevoked();
}
