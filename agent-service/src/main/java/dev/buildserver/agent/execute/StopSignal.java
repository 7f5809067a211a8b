package dev.buildserver.agent.execute;

import java.util.Optional;

/** Says that an attempt has to stop, and why. Once given, a signal stays. */
public interface StopSignal {
    /** Why an attempt has to stop. */
    enum Reason {
        /** Somebody cancelled the build. */
        CANCELLED,
        /** The attempt ran longer than it may. */
        TIMEOUT,
        /** The attempt is no longer this agent's: its result would be refused. */
        REVOKED,
        /** The agent is shutting down and has no time left. */
        SHUTDOWN
    }

    /** Empty while the attempt may go on. */
    Optional<Reason> reason();

    /**
     * Runs the action when the signal comes, at once if it has come already; at most once, on any
     * thread.
     *
     * @return removes the action when closed
     */
    Registration onStop(Runnable action);

    /** An action that waits for the signal. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
