package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.build.Phases.Phase;
import dev.buildserver.agent.cached.build.ProjectState.Status;
import dev.buildserver.agent.cached.drive.Feed;
import dev.buildserver.agent.cached.drive.Order;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.explain.KeyHistory;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The build of a solution: decides for each project, as soon as all its references have outputs,
 * whether it has to be built. A project that gives what its users knew already turns these into
 * hits. Not thread-safe: all happens on the thread that feeds the drivers.
 */
final class BuildRun implements Feed {
    private final Setting setting;
    private final SolutionConfigurations configurations;
    private final List<ProjectState> projects;
    private final ProjectKeys keys;
    private final Lookup lookup;
    private final Materials materials;
    private final OutputScan scan;
    private final Keeper keeper;
    private final Policy policy;
    private final Listener listener;
    private final DriverEvents events;
    private final Phases phases;
    private final Turns turns;
    private final Map<Integer, ProjectState> byNumber = new HashMap<>();
    private final Map<ProjectState, Provenance> provenance = new HashMap<>();
    private final Map<ProjectState, List<String>> obstacles = new HashMap<>();
    private final Set<ProjectState> lostOnce = new HashSet<>();
    private final Queue<Outcome> unsettled = new ArrayDeque<>();

    /**
     * @param tree with what restore wrote
     * @param events what the drivers' loggers write
     */
    BuildRun(
            Setting setting,
            List<ProjectState> projects,
            SolutionConfigurations configurations,
            Tree tree,
            CacheLevel cache,
            Keeper keeper,
            KeyHistory history,
            Policy policy,
            DriverEvents events,
            Phases phases,
            Listener listener)
            throws IOException {
        long begin = System.nanoTime();
        this.setting = setting;
        this.configurations = configurations;
        this.projects = projects;
        this.turns = new Turns(projects);
        this.keys = new ProjectKeys(setting, tree, projects, configurations, policy);
        this.lookup = new Lookup(setting.historyOf(), cache, history, policy, tree);
        this.materials = new Materials(setting.source(), cache);
        this.scan = new OutputScan(setting.source(), tree);
        this.keeper = keeper;
        this.policy = policy;
        this.events = events;
        this.phases = phases;
        this.listener = listener;
        projects.forEach(project -> byNumber.put(project.number(), project));
        phases.add(Phase.KEYS, begin);
    }

    /** Looks up all projects that can be. */
    void advance() throws IOException {
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

    /** Whether nothing has to be built, and nothing to be on disk, as far as is known by now. */
    boolean canWait() {
        return projects.stream().allMatch(state -> state.status() == Status.HIT);
    }

    /** Whether a project has to be built; false when all outputs are on disk, or can't be made. */
    boolean hasWork() throws IOException {
        return placeHits() || projects.stream().anyMatch(BuildRun::isOpen);
    }

    /** Remembers the keys of this build, for people who ask what changed since. */
    void remember() {
        for (ProjectState state : projects) {
            if (state.done()) {
                lookup.remember(state);
            }
        }
    }

    /** Removes what a plain build would not have left. */
    void tidy() throws IOException {
        for (ProjectState state : projects) {
            if (state.done()) {
                materials.removeReferenceAssemblies(state);
            }
        }
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

    @Override
    public Optional<Order> next() throws IOException {
        placeHits();
        Optional<ProjectState> next = turns.next();
        next.ifPresent(ProjectState::begin);
        return next.map(this::order);
    }

    @Override
    public int waiting() {
        return (int) projects.stream().filter(state -> state.status() == Status.QUEUED).count();
    }

    @Override
    public boolean exhausted() throws IOException {
        return !hasWork();
    }

    @Override
    public void done(Order order, String driver, boolean succeeded, long millis)
            throws IOException {
        ProjectState state = byNumber.get(order.number());
        List<String> said = new ArrayList<>();
        events.drain(driver, said::add);
        // As in a plain build: a warning may have become an error by an option of the whole.
        boolean well = succeeded && said.stream().noneMatch(DriverEvents::isError);
        if (!well && turns.again(state, said)) {
            return;
        }
        said.stream().map(DriverEvents::withoutTime).forEach(state.diagnostics()::add);
        if (!well) {
            failed(state, said, millis);
            return;
        }
        said.forEach(listener::diagnostic);
        unsettled.add(new Outcome(state, millis));
    }

    @Override
    public boolean settle() throws IOException {
        Outcome next = unsettled.poll();
        if (next == null) {
            return false;
        }
        settle(next.state(), next.millis());
        return true;
    }

    private void settle(ProjectState state, long millis) throws IOException {
        long begin = System.nanoTime();
        SortedMap<String, Path> contents = new TreeMap<>();
        List<String> against = new ArrayList<>();
        if (state.uncacheable()) {
            against.add(state.reason());
        }
        SortedMap<String, StoredFile> files = scan.files(state, contents, against);
        if (policy.quarantine(state).isEmpty() && !state.loses()) {
            // Also of what is not kept itself: users hold copies.
            keeper.contents(contents);
        }
        Provenance origins = new Provenance(state);
        state.built(millis, origins.mark(files), scan.faces(state.project(), files));
        provenance.put(state, origins);
        obstacles.put(state, against);
        phases.add(Phase.SCANNING, state, begin);
        listener.done(List.of(state.title()));
        advance();
    }

    // A plain build may give other errors, or none.
    private void failed(ProjectState state, List<String> said, long millis) {
        if (Failures.areOfSources(said)) {
            said.forEach(listener::diagnostic);
            state.fail(millis);
        } else {
            state.failDoubtfully(millis);
        }
        projects.stream()
                .filter(other -> other.closure().contains(state))
                .filter(other -> !other.done())
                .forEach(ProjectState::leaveOut);
    }

    @Override
    public void lost(Order order) throws IOException {
        ProjectState state = byNumber.get(order.number());
        if (!lostOnce.add(state)) {
            throw new IOException("two processes died while they built " + state.title());
        }
        state.queue("the process that built it died");
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

    // Before anything is built: a project may look where it does not say that it does.
    // Returns whether a content was missing, so that a hit has to be built after all.
    private boolean placeHits() throws IOException {
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

    private Order order(ProjectState state) {
        List<Map<String, String>> variants = new ArrayList<>();
        for (SortedMap<String, String> variant : state.project().variants()) {
            SortedMap<String, String> properties = new TreeMap<>(variant);
            configurations.complete(properties);
            properties.put("BuildProjectReferences", "false");
            properties.put("BuildServerDescribeDir", "");
            properties.put("BuildServerDescribeInputs", "");
            if (turns.isAgain(state)) {
                // Another project to MSBuild, which else would say that it failed already.
                properties.put("BuildServerAgain", "true");
            }
            if (state.project().privateCompiler()) {
                properties.put("UseSharedCompilation", "false");
            }
            variants.add(properties);
        }
        String file = setting.inside().source() + "/" + state.title();
        return new Order(state.number(), file, variants);
    }

    private static boolean isOpen(ProjectState state) {
        return state.status() == Status.QUEUED
                || state.status() == Status.BUILDING
                || state.status() == Status.WAITING
                        && state.closure().stream()
                                .noneMatch(other -> other.status() == Status.FAILED);
    }

    /** What was built, and how long it took; its outputs are still to be read. */
    private record Outcome(ProjectState state, long millis) {}
}
