package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.build.ProjectState.Status;
import dev.buildserver.agent.cached.describe.ProjectOutputs;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.tree.TreePath;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The outputs of a project that a build took from the cache, or put into it.
 *
 * @param project the project file
 * @param key under which they are in the cache
 * @param hit whether they were there before
 * @param accesses what the build of the project looked at beyond its key
 * @param files by path, as the build left them
 * @param intermediates folders whose files are no outputs
 */
public record Made(
        String project,
        String key,
        boolean hit,
        List<Observed> accesses,
        SortedMap<String, StoredFile> files,
        Set<String> intermediates) {

    static Made of(ProjectState state) {
        boolean hit = state.status() == Status.HIT;
        // What was built may have outputs outside of its folders, which only its entry names.
        Collection<StoredFile> files = hit ? state.files().values() : state.entry().files();
        SortedMap<String, StoredFile> byPath = new TreeMap<>();
        files.forEach(file -> byPath.put(file.path(), file));
        return new Made(
                state.title(),
                state.key().sha256(),
                hit,
                state.entry().accesses(),
                byPath,
                state.project().outputs().stream()
                        .map(ProjectOutputs::intermediate)
                        .filter(folder -> folder != null)
                        .collect(Collectors.toSet()));
    }

    /** Whether only builds use the file, and nobody who uses the project. */
    public boolean isIntermediate(String path) {
        return intermediates.stream().anyMatch(folder -> TreePath.isWithin(path, folder));
    }
}
