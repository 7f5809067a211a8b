package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.InsidePaths;
import dev.buildserver.agent.cached.describe.ProjectOutputs;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.AttributedTrace;
import dev.buildserver.agent.trace.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Who knows outputs of references better than the key says. In that are the public face of an
 * assembly, and names of what is copied. MSBuild and the compilers are content with these; a
 * program that a target runs, an analyzer and a task are not. For a project with such, the contents
 * must be as they were.
 */
final class Insights {
    private final InsidePaths inside;
    private final AttributedTrace trace;
    private final Embeddings embeddings;
    private final Stages stages;

    /** Outputs that compilers read, in the tree. */
    private final Set<String> readByServer = new TreeSet<>();

    /**
     * @param source root of the tree
     */
    Insights(Path source, InsidePaths inside, AttributedTrace trace) {
        this.inside = inside;
        this.trace = trace;
        this.embeddings = new Embeddings(source);
        this.stages = new Stages(source, inside.source(), trace);
        for (Access access : trace.rest().list()) {
            String path = Traces.inTree(access.path(), inside.source());
            if (path != null && access.kind() == AccessKind.READ) {
                readByServer.add(path);
            }
        }
    }

    /** Files of references whose contents the outputs of a project depend on. */
    Collection<StoredFile> of(ProjectState state) throws IOException {
        boolean mayKnowAll = state.project().traits().ownTasks() || stages.isUsedBy(state);
        Predicate<String> embedded = embeddings.of(state);
        Map<String, StoredFile> files = new LinkedHashMap<>();
        Map<String, StoredFile> made = new HashMap<>();
        for (ProjectState reference : state.closure()) {
            for (StoredFile file : reference.files().values()) {
                made.put(file.path(), file.copyOf(reference.path(), file.path()));
                if (isKnownByName(reference, file) && (mayKnowAll || embedded.test(file.path()))) {
                    files.put(file.path(), made.get(file.path()));
                }
            }
        }
        // Own copies too, as what they are copies of.
        state.files().values().stream()
                .filter(file -> file.from() != null)
                .forEach(file -> made.put(file.path(), file));
        for (String path : readBy(state)) {
            if (made.containsKey(path)) {
                files.put(path, made.get(path));
            }
        }
        return files.values();
    }

    /** Whether the key holds no content of a file that a project made itself. */
    static boolean isKnownByName(ProjectState project, StoredFile file) {
        return file.from() == null
                && (project.faces().containsKey(file.path())
                        || project.project().outputs().stream()
                                .anyMatch(o -> OutputId.isBesideAssembly(o, file.path())));
    }

    private Set<String> readBy(ProjectState state) {
        Set<String> read = new TreeSet<>(readByServer);
        String number = Integer.toString(state.number());
        for (Interval interval : trace.intervals()) {
            if (interval.name().equals(number)) {
                interval.accesses().list().stream()
                        .filter(access -> seesContent(state, interval, access))
                        .map(access -> Traces.inTree(access.path(), inside.source()))
                        .forEach(read::add);
            }
        }
        return read;
    }

    // MSBuild itself opens outputs of references to copy them, but never the copies, nor what is
    // made on the way to the outputs; what they hand on is in the key.
    private boolean seesContent(ProjectState state, Interval interval, Access access) {
        String path = Traces.inTree(access.path(), inside.source());
        if (path == null || !Traces.looks(access) || access.kind() == AccessKind.LIST) {
            return false;
        }
        return access.pid() != interval.pid()
                || access.kind() == AccessKind.READ
                        && (state.project().owns(path) || isIntermediate(state, path));
    }

    private static boolean isIntermediate(ProjectState state, String path) {
        return state.closure().stream()
                        .flatMap(reference -> reference.project().outputs().stream())
                        .map(ProjectOutputs::intermediate)
                        .anyMatch(folder -> folder != null && TreePath.isWithin(path, folder))
                && state.closure().stream()
                        .noneMatch(reference -> reference.project().handedOn().contains(path));
    }
}
