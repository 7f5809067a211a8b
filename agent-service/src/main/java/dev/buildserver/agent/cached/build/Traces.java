package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.TracedPath;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What records of the tracer mean for keys. */
public final class Traces {
    /** Depends on what was there before. */
    private static final Set<AccessKind> LOOKS =
            EnumSet.of(
                    AccessKind.READ,
                    AccessKind.UPDATE,
                    AccessKind.PROBE,
                    AccessKind.LIST,
                    AccessKind.READLINK,
                    AccessKind.EXEC,
                    AccessKind.START);

    /** Changes what is there. */
    private static final Set<AccessKind> CHANGES =
            EnumSet.of(
                    AccessKind.WRITE, AccessKind.UPDATE, AccessKind.REMOVE, AccessKind.MAKE_FOLDER);

    private static final TracedPath OF_RUNTIME = TracedPath.of("/tmp/.dotnet");

    private static final List<String> OF_LOCKS =
            List.of("/tmp/.dotnet/shm", "/tmp/.dotnet/lockfiles", "/tmp/NuGetScratch/lock");

    /** What a sandbox has in there. Memory that has names is a file. */
    private static final Pattern DEVICE =
            Pattern.compile(
                    "/dev(/(null|zero|full|u?random|tty|console|core|ptmx|std(in|out|err)"
                            + "|(fd|pts)(/.*)?))?");

    private Traces() {}

    /**
     * Whether what it found or did depends on what was there before. That something could not be
     * changed tells what is there, and that a folder could be made tells what is not.
     */
    public static boolean looks(Access access) {
        return LOOKS.contains(access.kind())
                || access.kind() == AccessKind.MAKE_FOLDER
                || changes(access.kind()) && access.errno() != 0;
    }

    public static boolean changes(AccessKind kind) {
        return CHANGES.contains(kind);
    }

    /** Whether it is no file: what is written there, nobody finds. */
    public static boolean isDevice(TracedPath path) {
        return path.isWithin("/dev") && DEVICE.matcher(path.toString()).matches();
    }

    /**
     * Whether it is how .NET processes find and lock each other: no content of theirs. What else a
     * program puts beside these is.
     */
    public static boolean isOfRuntime(TracedPath path) {
        return path.equals(OF_RUNTIME) || OF_LOCKS.stream().anyMatch(path::isWithin);
    }

    /**
     * @param root absolute, of a tree
     * @return null where it is outside of the tree
     */
    public static String inTree(TracedPath path, String root) {
        if (!path.isWithin(root)) {
            return null;
        }
        byte[] bytes = path.bytes();
        int from = Math.min(bytes.length, root.length() + 1);
        return TreePath.encode(Arrays.copyOfRange(bytes, from, bytes.length));
    }
}
