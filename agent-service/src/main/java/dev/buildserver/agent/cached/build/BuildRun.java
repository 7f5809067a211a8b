package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.build.Phases.Phase;
import dev.buildserver.agent.cached.build.ProjectState.Status;
import dev.buildserver.agent.cached.drive.Feed;
import dev.buildserver.agent.cached.drive.Order;
import dev.buildserver.agent.cached.explain.KeyHistory;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.tree.Tree;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * The build of a solution: which projects have to be built is decided while others are. Not
 * thread-safe: all happens on the thread that feeds the drivers.
 */
final class BuildRun implements Feed {
    private final List<ProjectState> projects;
    private final Hits hits;
    private final Placement placement;
    private final Turns turns;
    private final Orders orders;
    private final BuiltOutputs outputs;
    private final DriverEvents events;
    private final Listener listener;
    private final Map<Integer, ProjectState> byNumber = new HashMap<>();
    private final Set<ProjectState> lostOnce = new HashSet<>();
    private final Queue<Outcome> unsettled = new ArrayDeque<>();
    private boolean silenced;

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
        this.projects = projects;
        ProjectKeys keys = new ProjectKeys(setting, tree, projects, configurations, policy);
        Lookup lookup = new Lookup(setting.historyOf(), cache, history, policy, tree, projects);
        this.hits = new Hits(projects, keys, lookup, phases, listener);
        this.placement = new Placement(projects, new Materials(setting.source(), cache), phases);
        this.turns = new Turns(projects);
        this.orders = new Orders(setting, configurations);
        OutputScan scan = new OutputScan(setting.source(), tree);
        this.outputs = new BuiltOutputs(scan, keeper, policy, phases);
        this.events = events;
        this.listener = listener;
        projects.forEach(project -> byNumber.put(project.number(), project));
        phases.add(Phase.KEYS, begin);
    }

    /** Which projects need not be built. */
    Hits hits() {
        return hits;
    }

    /** What was built. */
    BuiltOutputs outputs() {
        return outputs;
    }

    /** Whether a project has to be built; false when all outputs are on disk, or can't be made. */
    boolean hasWork() throws IOException {
        return placement.place() || projects.stream().anyMatch(BuildRun::isOpen);
    }

    /** Removes what a plain build would not have left. */
    void tidy() throws IOException {
        placement.tidy();
    }

    @Override
    public Optional<Order> next(String driver) throws IOException {
        placement.place();
        Optional<ProjectState> next = turns.next();
        if (next.isPresent()) {
            placement.clear(next.get());
            next.get().begin();
        }
        return next.map(state -> orders.of(state, turns.isAgain(state)));
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
        if (turns.again(state, said)) {
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
        outputs.read(next.state(), next.millis());
        listener.done(List.of(next.state().title()));
        hits.find();
        return true;
    }

    // A plain build may give other errors, or none.
    private void failed(ProjectState state, List<String> said, long millis) {
        if (Failures.areOfSources(said)) {
            said.forEach(listener::diagnostic);
            state.fail(millis);
        } else {
            state.failDoubtfully(millis);
        }
        List<ProjectState> users =
                projects.stream()
                        .filter(other -> other.isBuiltOn(state))
                        .filter(other -> !other.done())
                        .toList();
        users.forEach(ProjectState::leaveOut);
        silenced |= users.stream().anyMatch(user -> user.project().traits().outspoken());
    }

    /** Whether a project was left out of which a plain build would tell something all the same. */
    boolean hasSilenced() {
        return silenced;
    }

    @Override
    public void lost(Order order) throws IOException {
        ProjectState state = byNumber.get(order.number());
        if (!lostOnce.add(state)) {
            throw new IOException("two processes died while they built " + state.title());
        }
        state.queue("the process that built it died");
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
