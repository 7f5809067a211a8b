package dev.buildserver.agent.trace;

/**
 * What one process reached for.
 *
 * @param pid of the process, inside the sandbox
 * @param errno 0, or the number of the error with which it failed, such as 2 for no such file
 * @param path what it reached for; a text for kinds that have no path
 */
public record Access(int pid, AccessKind kind, int errno, TracedPath path) {
    /** The error for a file that is not there. */
    public static final int NO_ENTRY = 2;

    /** The error for a path that goes through something that is no folder. */
    public static final int NO_FOLDER = 20;

    /** Whether it found nothing there. */
    public boolean absent() {
        return errno == NO_ENTRY || errno == NO_FOLDER;
    }
}
