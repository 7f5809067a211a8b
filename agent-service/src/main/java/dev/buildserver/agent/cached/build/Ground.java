package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.tree.Checkout;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.failure.AttemptEnded;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is on disk below a build, and what would be: sources, what restore wrote, and outputs. Where
 * all is known and nothing has to run, none of it need be there. Not thread-safe.
 */
final class Ground {
    private final Setting setting;
    private final Checkout checkout;
    private final CacheLevel cache;
    private final Described described;
    private final Tree restored;
    private final List<ProjectState> projects;

    /**
     * @param fresh the tree before anything ran
     */
    Ground(
            Setting setting,
            Checkout checkout,
            CacheLevel cache,
            Tree fresh,
            Described described,
            List<ProjectState> projects) {
        this.setting = setting;
        this.checkout = checkout;
        this.cache = cache;
        this.described = described;
        this.restored = fresh.with(described.restored());
        this.projects = projects;
    }

    /** The tree with what restore writes. */
    Tree restored() {
        return restored;
    }

    /** Has on disk all that was there before anything was built. */
    void prepare() throws AttemptEnded, IOException {
        if (checkout.isWritten()) {
            return;
        }
        checkout.write();
        Materials materials = new Materials(setting.source(), cache);
        materials.bring(described.files());
        if (!materials.place(described.files())) {
            throw AttemptEnded.infrastructure(
                    "A content that restore needs was missing in the cache, or damaged", null);
        }
    }

    /**
     * Has some outputs on disk.
     *
     * @param paths in the tree; a file that no build makes is not there
     * @return false where that needs more than the cache
     */
    boolean provide(Collection<String> paths) throws IOException {
        Map<String, StoredFile> outputs = files();
        List<StoredFile> wanted =
                paths.stream().map(outputs::get).filter(Objects::nonNull).toList();
        Materials materials = new Materials(setting.source(), cache);
        materials.bring(wanted);
        return paths.stream().noneMatch(restored::has) && materials.place(wanted);
    }

    /** The tree as it is when everything is on disk and nothing has run since. */
    Tree built() {
        return restored.with(outputs());
    }

    /** States of all files that the build leaves, by path. */
    Map<String, String> outputs() {
        Map<String, String> states = new HashMap<>();
        files().forEach((path, file) -> states.put(path, file.state()));
        return states;
    }

    private Map<String, StoredFile> files() {
        Map<String, StoredFile> files = new HashMap<>();
        for (ProjectState state : projects) {
            files.putAll(state.files());
            state.passing().forEach(files::remove);
        }
        return files;
    }
}
