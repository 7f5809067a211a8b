package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.tree.TreePath;
import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the projects of a build wrote in the tree outside of their outputs, in the eyes of those
 * that refer to them.
 */
record Strays(Writers writers, Remains remains, Unforeseen unforeseen) {
    /** What references wrote where a project looked, sorted. */
    List<String> foreseen(ProjectState state, List<Observed> looks) {
        SortedSet<String> found = new TreeSet<>();
        for (ProjectState reference : state.closure()) {
            writers.strays(reference).stream()
                    .filter(path -> unforeseen.shows(state, looks, reference, path))
                    .forEach(found::add);
        }
        return List.copyOf(found);
    }

    /** Whether a project that was not built would now see what others wrote, and did not then. */
    boolean misled(ProjectState hit) throws IOException {
        for (ProjectState reference : hit.closure()) {
            for (String path : writers.strays(reference)) {
                if (unforeseen.isNew(hit, hit.entry(), reference, path)
                        && !remains.isUnchanged(path)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether references wrote where MSBuild looks when it evaluates projects. A plain build does
     * so before these are built, a driver afterwards.
     *
     * @param looks of evaluations
     */
    boolean isEvaluatedLate(ProjectState state, List<Observed> looks) throws IOException {
        for (ProjectState reference : state.closure()) {
            for (String path : writers.strays(reference)) {
                if (!TreePath.isWithin(path, reference.project().folder())
                        && looks.stream().anyMatch(look -> unforeseen.shows(look, path))
                        && !remains.isUnchanged(path)) {
                    return true;
                }
            }
        }
        return false;
    }
}
