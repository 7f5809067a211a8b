package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.build.Phases.Phase;
import dev.buildserver.agent.cached.build.ProjectState.Status;
import java.io.IOException;
import java.util.List;

/** Has the outputs of hits on disk before anything is built that may look at them. */
final class Placement {
    private final List<ProjectState> projects;
    private final Materials materials;
    private final Phases phases;

    Placement(List<ProjectState> projects, Materials materials, Phases phases) {
        this.projects = projects;
        this.materials = materials;
        this.phases = phases;
    }

    /**
     * Places all hits that are not on disk, needed or not: a project may look where it does not say
     * that it does.
     *
     * @return whether a content was missing, so that a hit has to be built after all
     */
    boolean place() throws IOException {
        List<ProjectState> hits =
                projects.stream()
                        .filter(state -> state.status() == Status.HIT && !state.onDisk())
                        .toList();
        if (hits.isEmpty()) {
            return false;
        }
        long begin = System.nanoTime();
        boolean missing = false;
        materials.bring(hits.stream().flatMap(state -> state.files().values().stream()).toList());
        phases.add(Phase.PLACING, begin);
        for (ProjectState state : hits) {
            begin = System.nanoTime();
            if (materials.place(state.files().values())) {
                state.placed();
            } else {
                state.queue("a content was missing in the cache, or damaged");
                missing = true;
            }
            phases.add(Phase.PLACING, state, begin);
        }
        return missing;
    }

    /** Removes what tells other builds that the project is built already: it is to be built now. */
    void clear(ProjectState state) throws IOException {
        materials.removePassing(state);
    }

    /** Removes what a plain build would not have left. */
    void tidy() throws IOException {
        for (ProjectState state : projects) {
            if (state.done()) {
                materials.removePassing(state);
            }
        }
    }
}
