package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.AttributedTrace;
import dev.buildserver.agent.trace.Interval;
import dev.buildserver.agent.trace.TracedPath;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Files that MSBuild put somewhere for a program or a compiler, and that are gone when all is
 * built: nobody can say any more of what they were copies.
 */
final class Stages {
    private final Path source;
    private final String root;
    private final AttributedTrace trace;

    /** What compilers read. */
    private final Set<TracedPath> readByServer;

    /**
     * @param source root of the tree
     * @param root where builds see it
     */
    Stages(Path source, String root, AttributedTrace trace) {
        this.source = source;
        this.root = root;
        this.trace = trace;
        this.readByServer = new HashSet<>();
        for (Access access : trace.rest().list()) {
            if (access.kind() == AccessKind.READ && access.errno() == 0) {
                readByServer.add(access.path());
            }
        }
    }

    /** Whether any was read in the build of a project. */
    boolean isUsedBy(ProjectState state) {
        String number = Integer.toString(state.number());
        return trace.intervals().stream()
                .filter(interval -> interval.name().equals(number))
                .anyMatch(this::hasOne);
    }

    private boolean hasOne(Interval interval) {
        Set<TracedPath> written = new HashSet<>();
        Set<TracedPath> read = new HashSet<>();
        for (Access access : interval.accesses().list()) {
            boolean itself = access.pid() == interval.pid();
            if (access.errno() == 0 && itself && Traces.changes(access.kind())) {
                written.add(access.path());
            } else if (access.errno() == 0 && !itself && access.kind() == AccessKind.READ) {
                read.add(access.path());
            }
        }
        return written.stream()
                .filter(path -> read.contains(path) || readByServer.contains(path))
                .anyMatch(path -> !isOfATool(path) && isGone(path));
    }

    // The command itself, and its options: both go when it has run.
    private static boolean isOfATool(TracedPath path) {
        String name = path.toString();
        return name.endsWith(".exec.cmd")
                || name.endsWith(".rsp")
                || Traces.isDevice(path)
                || Traces.isOfRuntime(path)
                || path.isWithin("/proc");
    }

    private boolean isGone(TracedPath path) {
        String inTree = Traces.inTree(path, root);
        return inTree == null
                || !Files.exists(TreePath.resolve(source, inTree), LinkOption.NOFOLLOW_LINKS);
    }
}
