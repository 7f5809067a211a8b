package dev.buildserver.agent.process;

/**
 * How a process ended.
 *
 * @param code exit status; meaningless when ended by us
 * @param cause why it ended
 */
public record Exit(int code, Cause cause) {
    /** Who ended the process. */
    public enum Cause {
        /** It ended by itself. */
        ENDED,
        /** The attempt was told to stop. */
        STOPPED,
        /** It wrote more output than a process may. */
        TOO_MUCH_OUTPUT
    }

    /** Whether it ended by itself with status 0. */
    public boolean success() {
        return cause == Cause.ENDED && code == 0;
    }
}
