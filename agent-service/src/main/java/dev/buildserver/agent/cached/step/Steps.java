package dev.buildserver.agent.cached.step;

import dev.buildserver.agent.cached.build.BuiltSolution;
import dev.buildserver.agent.cached.build.Materials;
import dev.buildserver.agent.cached.build.ProjectKeys;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.key.KeyText;
import dev.buildserver.agent.cached.store.Meanwhile;
import dev.buildserver.agent.trace.AttributedTrace;
import dev.buildserver.agent.trace.Program;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Steps of one kind on one built solution: looks them up, and keeps what those did that ran. */
public final class Steps {
    private final BuiltSolution built;
    private final List<StepState> states = new ArrayList<>();
    private long cacheNanos;

    public Steps(BuiltSolution built) {
        this.built = built;
    }

    /**
     * Looks all up, and brings the files of those that were done before. Nothing may have changed
     * the tree since the solution was built.
     */
    public List<StepState> lookUp(List<Step> steps) throws IOException {
        long begin = System.nanoTime();
        for (Step step : steps) {
            states.add(new StepState(step, states.size() + 1, key(step)));
        }
        Map<String, List<Entry>> found =
                built.cache()
                        .find(
                                states.stream().map(state -> state.key().sha256()).toList(),
                                (key, entry) -> entry.changed(built.tree()).isEmpty());
        for (StepState state : states) {
            decide(state, found.getOrDefault(state.key().sha256(), List.of()));
        }
        cacheNanos += System.nanoTime() - begin;
        return List.copyOf(states);
    }

    /**
     * Keeps what steps did that succeeded. Nothing of them may be alive.
     *
     * @param trace of all that ran, an interval for each by its number
     */
    public void keep(Path trace) throws IOException {
        long begin = System.nanoTime();
        StepObservations observations =
                new StepObservations(
                        built, states, AttributedTrace.read(trace, Program::isCompilerServer));
        Map<String, Entry> entries = new HashMap<>();
        SortedMap<String, Path> contents = new TreeMap<>();
        for (StepState state : states) {
            if (state.succeeded()) {
                Optional<Entry> entry = entry(state, observations.of(state), contents);
                entry.ifPresent(state::keptAs);
                entry.ifPresent(kept -> entries.put(state.key().sha256(), kept));
            } else if (state.failed()) {
                built.history().remember(failures(state), inputs(state, observations.of(state)));
            }
        }
        built.keeper().contents(contents);
        built.keeper().entries(Meanwhile.stillNew(built.cache(), entries));
        states.forEach(this::remember);
        cacheNanos += System.nanoTime() - begin;
    }

    /** What hits left in the tree when they ran: states by path. */
    public Map<String, String> left() {
        Map<String, String> left = new HashMap<>();
        leftByHits().forEach(file -> left.put(file.path(), file.state()));
        return left;
    }

    /**
     * Has on disk what hits left in the tree when they ran: others may look at it. The outputs of
     * the build have to be there.
     */
    public void layLeft() throws IOException {
        List<StoredFile> left = leftByHits();
        Materials materials = new Materials(built.setting().source(), built.cache());
        materials.bring(left);
        if (!materials.place(left)) {
            throw new IOException("Contents were missing in the cache");
        }
    }

    private List<StoredFile> leftByHits() {
        return states.stream().flatMap(state -> state.left().stream()).toList();
    }

    /** What became of each; what the cache took is shared out evenly. */
    public List<ProjectReport> report() {
        long each = cacheNanos / Math.max(1, states.size()) / 1_000_000;
        return states.stream().map(state -> state.report(each)).toList();
    }

    /** Why a build of the same source may give something else; empty where it can't. */
    public List<String> obstacles() {
        return report().stream()
                .filter(step -> step.outcome() != CacheOutcome.HIT)
                .filter(step -> step.outcome() != CacheOutcome.MISS)
                .map(step -> step.project() + ": " + step.reason())
                .toList();
    }

    /** Whether any result depends on more of the commit than its files. */
    public boolean ofCommit() {
        return states.stream().anyMatch(StepState::ofCommit);
    }

    private KeyText key(Step step) throws IOException {
        KeyText text =
                new KeyText()
                        .line("image", built.setting().image())
                        .lines(ProjectKeys.environment(built.setting()))
                        .lines(
                                built.setting().options().stream()
                                        .map(o -> KeyText.of("option", o))
                                        .toList())
                        .line("step", step.kind())
                        .line("project", step.project())
                        .lines(step.facts());
        TreeSet<String> files = new TreeSet<>(step.files());
        step.inputs().forEach(folder -> files.addAll(built.tree().filesBelow(folder)));
        for (String file : files) {
            if (!BuiltSolution.isPrivate(file)) {
                text.line("file", file, built.tree().state(file));
            }
        }
        return text;
    }

    private void decide(StepState state, List<Entry> entries) throws IOException {
        Optional<List<String>> changes =
                built.history().changes(name(state), state.key().toString());
        String why =
                changes.isEmpty()
                        ? "never done on this agent"
                        : "its inputs are not those of any earlier time";
        state.missed(why, changes.orElse(List.of()));
        if (!state.step().obstacles().isEmpty()) {
            return;
        }
        for (Entry entry : entries) {
            Optional<Observed> changed = entry.changed(built.tree());
            if (changed.isPresent()) {
                state.missed(
                        "what it looked at is not as it was",
                        List.of(changed.get().path() + " changed"));
            } else if (place(state, entry)) {
                state.replayed(entry);
                remember(state);
                return;
            } else {
                state.missed("a content was missing in the cache, or damaged", List.of());
            }
        }
    }

    private boolean place(StepState state, Entry entry) throws IOException {
        Path target = Files.createDirectories(state.step().target());
        Materials materials = new Materials(target, built.cache());
        materials.bring(entry.files());
        return materials.place(StepFiles.result(entry));
    }

    private Optional<Entry> entry(
            StepState state, StepObservations.Of observed, SortedMap<String, Path> contents)
            throws IOException {
        TreeSet<String> obstacles = new TreeSet<>(observed.obstacles());
        obstacles.addAll(state.step().obstacles());
        if (failedBefore(state, observed)) {
            obstacles.add("it failed before with the same inputs");
        }
        List<StoredFile> files =
                new StepFiles(state.step(), contents, obstacles)
                        .addResult()
                        .addLeft(built.setting().source(), observed.left())
                        .all();
        if (!obstacles.isEmpty()) {
            state.uncacheable(String.join("; ", obstacles));
            built.listener()
                    .log(state.step().name() + " can't be kept in the cache: " + state.reason());
            return Optional.empty();
        }
        return Optional.of(
                new Entry(
                        observed.accesses(),
                        files,
                        List.of(),
                        Map.of(),
                        state.diagnostics(),
                        null,
                        state.spentMillis(),
                        built.setting().commit()));
    }

    // A step that gives now this, now that, must not have one of both for ever.
    private boolean failedBefore(StepState state, StepObservations.Of observed) {
        return built.history()
                .changes(failures(state), inputs(state, observed))
                .filter(List::isEmpty)
                .isPresent();
    }

    private static String inputs(StepState state, StepObservations.Of observed) {
        StringBuilder all = new StringBuilder(state.key().toString());
        observed.accesses().forEach(access -> all.append(access).append('\n'));
        return all.toString();
    }

    private void remember(StepState state) {
        CacheOutcome outcome = state.outcome();
        if (outcome != CacheOutcome.FAILED && outcome != CacheOutcome.LEFT_OUT) {
            built.history().remember(name(state), state.key().toString());
        }
    }

    private String name(StepState state) {
        return built.setting().historyOf() + " " + state.step().kind() + " " + state.step().name();
    }

    private String failures(StepState state) {
        return "failed " + name(state);
    }
}
