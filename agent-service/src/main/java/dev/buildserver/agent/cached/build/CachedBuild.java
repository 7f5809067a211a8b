package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.build.Phases.Phase;
import dev.buildserver.agent.cached.build.ProjectState.Status;
import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.describe.UnfitSolutionException;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.explain.KeyHistory;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.trace.AttributedTrace;
import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

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
    private final Tree fresh;
    private final Phases phases = new Phases();
    private final Workshop workshop;
    private Described described;
    private long describing;
    private List<ProjectState> projects = List.of();

    /** The tree must be fresh: nothing has been built in it. */
    public CachedBuild(
            Setting setting,
            CacheLevel cache,
            KeyHistory history,
            Policy policy,
            Room room,
            Listener listener)
            throws IOException {
        this.setting = setting;
        this.cache = cache;
        this.keeper = new Keeper(cache, listener);
        this.history = history;
        this.policy = policy;
        this.room = room;
        this.listener = listener;
        long begin = System.nanoTime();
        this.fresh = Tree.of(setting.source(), setting.commit());
        phases.add(Phase.TREE, begin);
        this.workshop = new Workshop(setting, room, fresh);
    }

    /**
     * Brings the packages, or what was brought before.
     *
     * @return what was done, for people; empty where it failed, which says nothing of the solution
     */
    public Optional<String> restore() throws AttemptEnded, IOException, InterruptedException {
        long begin = System.nanoTime();
        try {
            SolutionTargets.check(setting.solution(), fresh);
            Optional<Described> result =
                    new DescribeAction(setting, fresh, cache, keeper, room, workshop, listener)
                            .run();
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
            return Optional.empty();
        }
        return Optional.of(
                described.replayed()
                        ? "Restored from the cache"
                        : "Restored: " + described.reason());
    }

    /**
     * Brings the outputs of all projects.
     *
     * @return whether all could be built
     */
    public boolean build() throws AttemptEnded, IOException, InterruptedException {
        Tree tree = fresh.with(described.restored());
        try {
            BuildRun run =
                    new BuildRun(
                            setting,
                            projects,
                            SolutionConfigurations.of(described.description(), setting.inside()),
                            tree,
                            cache,
                            keeper,
                            history,
                            policy,
                            workshop.events(),
                            phases,
                            listener);
            run.advance();
            if (run.waiting() > 0) {
                // They come up while hits are written.
                workshop.start(run);
            }
            if (run.hasWork()) {
                drive(run, tree);
            }
            run.tidy();
            run.remember();
        } finally {
            workshop.close();
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
     * Whether it failed, but a plain build may not. The errors have not been told then. Where one
     * project fails by its sources, any build does.
     */
    public boolean isDoubtful() {
        List<ProjectState> failed =
                projects.stream().filter(state -> state.status() == Status.FAILED).toList();
        return !failed.isEmpty() && failed.stream().allMatch(ProjectState::doubtful);
    }

    /**
     * What has been built, for what follows. To be asked when all projects have outputs.
     *
     * @param untouched whether nothing has run in the tree since; else all files are read
     */
    public BuiltSolution built(boolean untouched) throws IOException {
        Map<String, List<String>> closures = new HashMap<>();
        for (ProjectState state : projects) {
            closures.put(state.path(), state.closure().stream().map(ProjectState::path).toList());
        }
        return new BuiltSolution(
                setting,
                cache,
                keeper,
                history,
                room,
                listener,
                Tree.of(setting.source(), setting.commit()).knowing(untouched ? known() : Map.of()),
                byPath(),
                closures,
                wanted(),
                described.description().packages().keySet());
    }

    private Set<String> wanted() {
        return byPath().containsKey(setting.solution())
                ? Set.of(setting.solution())
                : SolutionConfigurations.of(described.description(), setting.inside()).built();
    }

    private Map<String, DescribedProject> byPath() {
        Map<String, DescribedProject> byPath = new HashMap<>();
        projects.forEach(state -> byPath.put(state.path(), state.project()));
        return byPath;
    }

    // Where a project did what it should not, it may have changed anything.
    private Map<String, String> known() {
        Map<String, String> known = new HashMap<>();
        if (projects.stream().noneMatch(ProjectState::uncacheable)) {
            for (ProjectState state : projects) {
                state.files()
                        .values()
                        .forEach(f -> known.put(f.path(), f.sha256() + (f.program() ? "x" : "")));
            }
        }
        return known;
    }

    /** What the cache did. */
    public BuildCacheReport report() {
        ProjectReport restore =
                new ProjectReport(
                        TreePath.text(setting.solution()),
                        described == null
                                ? CacheOutcome.FAILED
                                : described.replayed() ? CacheOutcome.HIT : CacheOutcome.MISS,
                        described == null ? "it could not be described" : described.reason(),
                        List.of(),
                        described != null && described.replayed() ? described.millis() : 0,
                        described == null || described.replayed() ? 0 : described.millis(),
                        describing);
        return new BuildCacheReport(
                restore,
                projects.stream()
                        .map(state -> state.report(phases.millis(state, projects.size())))
                        .toList(),
                cache.degraded().orElse(null));
    }

    /** Which projects do without the cache. */
    public Policy policy() {
        return policy;
    }

    /** The projects of which the cache has outputs now, as this build found or stored them. */
    public List<Made> made() {
        return projects.stream().filter(state -> state.entry() != null).map(Made::of).toList();
    }

    /** The projects that are built on one, directly or not; paths with keys. */
    public Map<String, String> builtOn(String project) {
        Map<String, String> users = new TreeMap<>();
        for (ProjectState state : projects) {
            if (state.key() != null
                    && state.closure().stream().anyMatch(other -> other.title().equals(project))) {
                users.put(state.title(), state.key().sha256());
            }
        }
        return users;
    }

    /** Removes from the tree all that was not there before the build. */
    public void freshen() throws IOException {
        fresh.removeOthers(setting.source());
    }

    /** Why a build of the same source may give something else; empty where it can't. */
    public List<String> obstacles() {
        if (described == null) {
            return List.of("the solution could not be described");
        }
        List<String> obstacles = new ArrayList<>(described.obstacles());
        projects.stream()
                .filter(ProjectState::uncacheable)
                .forEach(state -> obstacles.add(state.title() + ": " + state.reason()));
        return obstacles;
    }

    /** Whether anything in it depends on more of the commit than its files. */
    public boolean ofCommit() {
        return described.ofCommit() || projects.stream().anyMatch(ProjectState::ofCommit);
    }

    /** One line for people. */
    public String summary() {
        long hits = projects.stream().filter(state -> state.status() == Status.HIT).count();
        List<ProjectReport> reports = report().projects();
        return "%d of %d projects from the cache, %.1f s saved, %.1f s spent on it"
                .formatted(
                        hits,
                        projects.size(),
                        reports.stream().mapToLong(ProjectReport::savedMillis).sum() / 1e3,
                        reports.stream().mapToLong(ProjectReport::cacheMillis).sum() / 1e3);
    }

    private void drive(BuildRun run, Tree tree)
            throws AttemptEnded, IOException, InterruptedException {
        long begin = System.nanoTime();
        workshop.build(run);
        phases.add(Phase.WORKSHOP, begin);
        if (run.hasWork()) {
            throw AttemptEnded.infrastructure(
                    "The processes that build projects ended early", null);
        }
        begin = System.nanoTime();
        AttributedTrace trace = workshop.trace();
        phases.add(Phase.TRACE, begin);
        begin = System.nanoTime();
        store(run, tree, trace);
        phases.add(Phase.STORING, begin);
    }

    // Only now: the trace is complete, and nothing of the build is alive.
    private void store(BuildRun run, Tree tree, AttributedTrace trace) throws IOException {
        Observations observations = new Observations(setting, tree, projects, trace);
        Insights insights = new Insights(setting.inside(), trace);
        Map<String, Entry> entries = new HashMap<>();
        SortedMap<String, Path> contents = new TreeMap<>();
        for (ProjectState state : projects) {
            if (state.status() == Status.BUILT) {
                Optional<Entry> entry =
                        entry(run, state, observations.of(state), insights, contents);
                entry.ifPresent(kept -> entries.put(state.key().sha256(), kept));
            }
        }
        keeper.contents(contents);
        keeper.entries(entries);
    }

    private Optional<Entry> entry(
            BuildRun run,
            ProjectState state,
            Observations.Of observed,
            Insights insights,
            SortedMap<String, Path> contents)
            throws IOException {
        List<String> obstacles = new ArrayList<>(run.obstacles(state));
        obstacles.addAll(observed.obstacles());
        SortedMap<String, StoredFile> files = new TreeMap<>(state.files());
        Provenance provenance = run.provenance(state);
        for (String path : observed.written()) {
            Path file = TreePath.resolve(setting.source(), path);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(file)) {
                run.scan()
                        .file(file, contents, obstacles)
                        .ifPresent(f -> files.put(path, provenance.mark(f)));
            }
        }
        if (!obstacles.isEmpty()) {
            state.uncacheable(String.join("; ", new TreeSet<>(obstacles)));
            listener.log(state.title() + " can't be kept in the cache: " + state.reason());
            return Optional.empty();
        }
        Set<StoredFile> pins = new LinkedHashSet<>(provenance.pins());
        pins.addAll(insights.of(state));
        Entry entry =
                new Entry(
                        observed.accesses(),
                        List.copyOf(files.values()),
                        List.copyOf(pins),
                        state.faces(),
                        List.copyOf(state.diagnostics()),
                        null,
                        state.millis(),
                        setting.commit());
        state.observed(entry);
        if (state.loses()) {
            return Optional.empty();
        }
        state.kept(entry);
        return Optional.of(entry);
    }
}
