package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AttributedTrace;
import dev.buildserver.agent.trace.Interval;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What the projects of a build reached for, by the trace. */
final class Observations {
    private final Tree tree;
    private final Territory territory;
    private final AttributedTrace trace;
    private final Map<String, ProjectState> byNumber = new HashMap<>();
    private final Writers writers;
    private final ServerLooks shared;
    private final Remains remains;
    private final List<Observed> looks;
    private final ProcessMemory memory;
    private final Look.Scene scene;

    /**
     * @param tree with what restore wrote
     * @param looks of evaluations, before anything was built
     * @param projects all of the solution
     */
    Observations(
            Setting setting,
            Tree tree,
            List<Observed> looks,
            Collection<ProjectState> projects,
            AttributedTrace trace) {
        this.looks = looks;
        this.tree = tree;
        this.territory = new Territory(projects);
        this.trace = trace;
        String source = setting.inside().source();
        this.writers = new Writers(setting, territory, tree);
        this.memory = new ProcessMemory(source, territory);
        this.remains = new Remains(setting.source(), tree);
        Mentions mentions = new Mentions(setting.source(), tree);
        this.scene =
                new Look.Scene(source, tree, territory, writers, mentions, remains, missed(looks));
        projects.forEach(project -> byNumber.put(Integer.toString(project.number()), project));
        trace.intervals().forEach(this::noteWriters);
        projects.stream()
                .filter(project -> project.status() == ProjectState.Status.HIT)
                .forEach(writers::noteReplayed);
        this.shared =
                new ServerLooks(trace.rest().list(), source, territory, tree, mentions, built());
    }

    private Set<String> missed(List<Observed> looks) {
        return looks.stream()
                .filter(look -> look.kind() == Observed.Kind.CONTENT)
                .map(Observed::path)
                .filter(path -> !tree.has(path))
                .collect(Collectors.toSet());
    }

    /**
     * @param accesses beyond what the project's key names
     * @param written paths in the tree outside of the folders of its outputs
     * @param obstacles why its outputs can't be stored
     * @param late whether it found what a plain build, which evaluates all projects first, does not
     */
    record Of(List<Observed> accesses, Set<String> written, Set<String> obstacles, boolean late) {}

    Of of(ProjectState state) throws IOException {
        Look look = new Look(state, scene);
        trace.damage().ifPresent(damage -> look.refuse("its trace is damaged: " + damage));
        for (Interval interval : trace.intervals()) {
            if (byNumber.get(interval.name()) == state) {
                if (!interval.closed()) {
                    look.refuse("its build was cut off");
                }
                look.add(interval);
                look.addRemembered(memory.of(state, interval.pid()));
            }
        }
        writers.intrusions(state).forEach(look::refuse);
        for (String file : writers.leftOutside(state)) {
            look.refuse("it leaves " + file + ", which is no part of the tree");
        }
        look.addUntraceable(trace.rest());
        look.addRemembered(shared.of(state));
        look.addLoaded();
        return look.result(() -> strays().isEvaluatedLate(state, looks));
    }

    /** What projects wrote outside of their outputs. */
    Strays strays() {
        return new Strays(writers, remains, new Unforeseen(tree));
    }

    private Set<ProjectState> built() {
        return trace.intervals().stream()
                .map(interval -> byNumber.get(interval.name()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private void noteWriters(Interval interval) {
        ProjectState state = byNumber.get(interval.name());
        if (state == null) {
            return;
        }
        for (Access access : interval.accesses().list()) {
            writers.note(state, access, access.pid() != interval.pid());
            memory.note(state, access, interval);
        }
    }
}
