package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.build.Phases.Phase;
import dev.buildserver.agent.cached.entry.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the projects that were built left on disk, each read as soon as it was built. */
final class BuiltOutputs {
    private final OutputScan scan;
    private final Keeper keeper;
    private final Policy policy;
    private final Phases phases;
    private final Map<ProjectState, Provenance> provenance = new HashMap<>();
    private final Map<ProjectState, List<String>> obstacles = new HashMap<>();

    BuiltOutputs(OutputScan scan, Keeper keeper, Policy policy, Phases phases) {
        this.scan = scan;
        this.keeper = keeper;
        this.policy = policy;
        this.phases = phases;
    }

    /**
     * Reads the outputs of a project, which then is built.
     *
     * @param millis how long its build took
     */
    void read(ProjectState state, long millis) throws IOException {
        long begin = System.nanoTime();
        SortedMap<String, Path> contents = new TreeMap<>();
        List<String> against = new ArrayList<>();
        if (state.uncacheable()) {
            against.add(state.reason());
        }
        SortedMap<String, StoredFile> files = scan.files(state, contents, against);
        against.addAll(scan.unsteady(state.project(), files));
        if (policy.quarantine(state).isEmpty() && !state.loses()) {
            // Also of what is not kept itself: users hold copies.
            keeper.contents(contents);
        }
        Provenance origins = new Provenance(state);
        state.built(millis, origins.mark(files), scan.faces(state.project(), files));
        provenance.put(state, origins);
        obstacles.put(state, against);
        phases.add(Phase.SCANNING, state, begin);
    }

    /** Which outputs are copies, by the project that was built. */
    Provenance provenance(ProjectState state) {
        return provenance.get(state);
    }

    /** What stands against storing outputs of a project that was built. */
    List<String> obstacles(ProjectState state) {
        return obstacles.getOrDefault(state, List.of());
    }

    OutputScan scan() {
        return scan;
    }
}
