package dev.buildserver.agent.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one process reached for.
 *
 * @param pid of the process, inside the sandbox
 * @param errno 0, or the number of the error with which it failed, such as 2 for no such file
 * @param path what it reached for; a text for kinds that have no path
 */
public record Access(int pid, AccessKind kind, int errno, TracedPath path) {
    /** Links to folders that the system makes up; what lies in these. */
    private static final Pattern OF_PROCESSES =
            Pattern.compile(
                    "(/proc/[^/]+(/task/[^/]+)?/(root|cwd|fd/[^/]+)|/dev/fd/[^/]+)(?<rest>/.*)?");

    /** For {@link AccessKind#UNTRACEABLE}: it concerns all, not only who did it. */
    private static final int FOR_ALL = 1;

    /** The error for a file that is not there. */
    public static final int NO_ENTRY = 2;

    /** The error for a path that goes through something that is no folder. */
    public static final int NO_FOLDER = 20;

    /** Whether it went by a folder of a process, so that it can't be said where it came to. */
    boolean isThroughProcess() {
        if (!path.isWithin("/proc") && !path.isWithin("/dev/fd")) {
            return false;
        }
        Matcher folder = OF_PROCESSES.matcher(path.toString());
        return folder.matches() && (folder.group("rest") != null || kind == AccessKind.LIST);
    }

    /** Whether nobody can tell any more what others found after it. */
    boolean isUntraceableForAll() {
        return kind == AccessKind.UNTRACEABLE && errno == FOR_ALL;
    }

    /** Whether it found nothing there. */
    public boolean absent() {
        return errno == NO_ENTRY || errno == NO_FOLDER;
    }
}
