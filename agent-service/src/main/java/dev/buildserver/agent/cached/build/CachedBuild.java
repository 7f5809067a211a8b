package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.build.Phases.Phase;
import dev.buildserver.agent.cached.build.ProjectState.Status;
import dev.buildserver.agent.cached.describe.UnfitSolutionException;
import dev.buildserver.agent.cached.explain.KeyHistory;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.tree.Checkout;
import dev.buildserver.agent.cached.tree.Leftovers;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.trace.AttributedTrace;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One build with the cache: {@link #restore}, then {@link #build}. Afterwards the tree holds what a
 * clean build would have left there, as far as anybody looks at it.
 */
public final class CachedBuild {
    private final Setting setting;
    private final CacheLevel cache;
    private final Keeper keeper;
    private final KeyHistory history;
    private final Policy policy;
    private final Room room;
    private final Listener listener;
    private final Checkout checkout;
    private final Tree fresh;
    private final Phases phases = new Phases();
    private final Workshop workshop;
    private Described described;
    private boolean refused;
    private long describing;
    private List<ProjectState> projects = List.of();
    private Ground ground;
    private BuildRun run;
    private boolean complete;
    private boolean misled;

    /** The tree must be fresh: nothing has been built in it. */
    public CachedBuild(
            Setting setting,
            Checkout checkout,
            CacheLevel cache,
            KeyHistory history,
            Policy policy,
            Room room,
            Listener listener)
            throws IOException {
        this.setting = setting;
        this.checkout = checkout;
        this.cache = cache;
        this.keeper = new Keeper(cache, listener);
        this.history = history;
        this.policy = policy;
        this.room = room;
        this.listener = listener;
        long begin = System.nanoTime();
        this.fresh = checkout.tree();
        phases.add(Phase.TREE, begin);
        this.workshop = new Workshop(setting, room, fresh);
    }

    /**
     * Brings the packages, or what was brought before.
     *
     * @return what was done, for people; empty where it failed, which says nothing of the solution
     *     unless it is {@link #isRefused refused}
     */
    public Optional<String> restore() throws AttemptEnded, IOException, InterruptedException {
        long begin = System.nanoTime();
        try {
            SolutionTargets.check(setting.solution(), fresh);
            ResponseFile.check(setting.source(), setting.solution(), fresh);
            DescribeAction action =
                    new DescribeAction(
                            setting, checkout, fresh, cache, keeper, room, workshop, listener);
            Optional<Described> result = action.run();
            refused = action.refused();
            if (result.isPresent()) {
                projects = Solution.of(result.get().description());
                described = result.get();
                long millis = (System.nanoTime() - begin) / 1_000_000;
                describing = described.replayed() ? millis : millis - described.millis();
            }
        } catch (UnfitSolutionException e) {
            listener.log(e.getMessage());
        }
        phases.add(Phase.DESCRIPTION, begin);
        if (described == null) {
            workshop.close();
            checkout.write();
            return Optional.empty();
        }
        return Optional.of(
                described.replayed()
                        ? "Restored from the cache"
                        : "Restored: " + described.reason());
    }

    /** Whether a plain restore would fail too, and with the errors that have been told. */
    public boolean isRefused() {
        return refused;
    }

    /**
     * Brings the outputs of all projects. Where all are known and the source is not on disk,
     * nothing is written: see {@link #complete}.
     *
     * @return whether all could be built
     */
    public boolean build() throws AttemptEnded, IOException, InterruptedException {
        ground = new Ground(setting, checkout, cache, fresh, described, projects);
        try {
            run =
                    new BuildRun(
                            setting,
                            projects,
                            SolutionConfigurations.of(described.description(), setting.inside()),
                            ground.restored(),
                            cache,
                            keeper,
                            history,
                            policy,
                            workshop.events(),
                            phases,
                            listener);
            run.hits().find();
            if (checkout.isWritten() || !run.hits().all()) {
                finish();
            }
            run.hits().remember();
        } finally {
            workshop.close();
            keeper.keepPostponed();
        }
        listener.log("Time of the cache: " + phases);
        if (!isDoubtful()) {
            projects.stream()
                    .filter(ProjectState::doubtful)
                    .forEach(state -> state.diagnostics().forEach(listener::diagnostic));
        }
        return projects.stream().allMatch(ProjectState::done);
    }

    /**
     * Has everything on disk that a clean build would have left there; does nothing where it is.
     *
     * @throws AttemptEnded also where a project had to be built after all, and came out otherwise
     */
    public void complete() throws AttemptEnded, IOException, InterruptedException {
        if (complete || described == null) {
            return;
        }
        Map<String, String> known = ground.outputs();
        try {
            finish();
        } finally {
            workshop.close();
        }
        if (!projects.stream().allMatch(ProjectState::done) || !ground.outputs().equals(known)) {
            // Somebody may have relied on it.
            throw AttemptEnded.infrastructure(
                    "Contents were missing in the cache, and could not be made again", null);
        }
    }

    /**
     * Has some outputs on disk, whatever becomes of the others.
     *
     * @param files as builds see them; one that no build makes is not there
     */
    public void provide(Collection<String> files)
            throws AttemptEnded, IOException, InterruptedException {
        List<String> paths = setting.inside().inTree(files);
        if (!complete && described != null && !ground.provide(paths)) {
            complete();
        }
    }

    private void finish() throws AttemptEnded, IOException, InterruptedException {
        if (run.waiting() > 0) {
            // They come up while all that is known is written.
            workshop.start(run);
        }
        long begin = System.nanoTime();
        ground.prepare();
        phases.add(Phase.PLACING, begin);
        if (run.hasWork()) {
            drive();
        }
        run.tidy();
        complete = true;
    }

    /**
     * Whether it failed, but a plain build may not. The errors have not been told then. Where one
     * project fails by its sources, any build does, but may have more to tell. Also whether a
     * project came from the cache that looked at what another one writes only now.
     */
    public boolean isDoubtful() {
        if (run.hasSilenced()) {
            return true;
        }
        List<ProjectState> failed =
                projects.stream().filter(state -> state.status() == Status.FAILED).toList();
        return failed.isEmpty() ? misled : failed.stream().allMatch(ProjectState::doubtful);
    }

    /**
     * What has been built, for what follows. To be asked when all projects have outputs.
     *
     * @param untouched whether nothing has run in the tree since; else all files are read
     */
    public BuiltSolution built(boolean untouched) throws IOException {
        return BuiltSolution.of(
                setting,
                cache,
                keeper,
                history,
                room,
                listener,
                tree(untouched),
                projects,
                wanted(),
                described.description().packages().keySet());
    }

    private Tree tree(boolean untouched) throws IOException {
        return complete
                ? Tree.of(setting.source(), setting.commit())
                        .knowing(untouched ? known() : Map.of())
                : ground.built();
    }

    private Set<String> wanted() {
        return projects.stream().anyMatch(state -> state.path().equals(setting.solution()))
                ? Set.of(setting.solution())
                : SolutionConfigurations.of(described.description(), setting.inside()).built();
    }

    // Where a project did what it should not, it may have changed anything.
    private Map<String, String> known() {
        Map<String, String> known = new HashMap<>();
        if (projects.stream().noneMatch(ProjectState::uncacheable)) {
            for (ProjectState state : projects) {
                state.files().values().forEach(f -> known.put(f.path(), f.state()));
            }
        }
        return known;
    }

    /** What became of it; may be asked at any time. */
    public Findings findings() {
        return new Findings(setting, projects, described, describing, phases, cache);
    }

    /** Which projects do without the cache. */
    public Policy policy() {
        return policy;
    }

    /** Removes from the tree all that was not there before the build. */
    public void freshen() throws IOException {
        checkout.write();
        Leftovers.remove(setting.source(), fresh);
    }

    private void drive() throws AttemptEnded, IOException, InterruptedException {
        long begin = System.nanoTime();
        workshop.build(run);
        phases.add(Phase.WORKSHOP, begin);
        phases.took(Phase.IDLE, workshop.idleNanos());
        if (run.hasWork()) {
            throw AttemptEnded.infrastructure(
                    "The processes that build projects ended early", null);
        }
        begin = System.nanoTime();
        AttributedTrace trace = workshop.trace();
        phases.add(Phase.TRACE, begin);
        begin = System.nanoTime();
        // Only now: the trace is complete, and nothing of the build is alive.
        EntryWriter writer =
                new EntryWriter(
                        setting,
                        ground.restored(),
                        described,
                        projects,
                        trace,
                        run.outputs(),
                        keeper,
                        listener);
        writer.store();
        for (ProjectState state : writer.misled()) {
            listener.log(state.title() + " looked where a project writes to which it refers");
            misled = true;
        }
        phases.add(Phase.STORING, begin);
    }
}
