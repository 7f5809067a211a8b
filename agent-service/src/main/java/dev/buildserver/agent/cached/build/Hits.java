package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.build.Phases.Phase;
import dev.buildserver.agent.cached.build.ProjectState.Status;
import java.io.IOException;
import java.util.List;

/**
 * Decides for each project, as soon as all its references have outputs, whether it has to be built.
 * A project that gives what its users knew already turns these into hits.
 */
final class Hits {
    private final List<ProjectState> projects;
    private final ProjectKeys keys;
    private final Lookup lookup;
    private final Phases phases;
    private final Listener listener;

    Hits(
            List<ProjectState> projects,
            ProjectKeys keys,
            Lookup lookup,
            Phases phases,
            Listener listener) {
        this.projects = projects;
        this.keys = keys;
        this.lookup = lookup;
        this.phases = phases;
        this.listener = listener;
    }

    /** Looks up all projects that can be. */
    void find() throws IOException {
        long begin = System.nanoTime();
        List<ProjectState> known = ready();
        while (!known.isEmpty()) {
            for (ProjectState state : known) {
                state.key(keys.of(state));
            }
            lookup.decide(known);
            replay(known.stream().filter(state -> state.status() == Status.HIT).toList());
            known = ready();
        }
        phases.add(Phase.KEYS, begin);
    }

    /** Whether nothing has to be built, as far as is known by now. */
    boolean all() {
        return projects.stream().allMatch(state -> state.status() == Status.HIT);
    }

    /** Remembers the keys of this build, for people who ask what changed since. */
    void remember() {
        projects.stream().filter(ProjectState::done).forEach(lookup::remember);
    }

    private List<ProjectState> ready() {
        return projects.stream()
                .filter(state -> state.status() == Status.WAITING)
                .filter(state -> state.closure().stream().allMatch(ProjectState::done))
                .toList();
    }

    private void replay(List<ProjectState> hits) {
        for (ProjectState state : hits) {
            listener.log(state.title() + " is unchanged: its outputs come from the cache");
            state.diagnostics().forEach(listener::diagnostic);
        }
        listener.done(hits.stream().map(ProjectState::title).toList());
    }
}
