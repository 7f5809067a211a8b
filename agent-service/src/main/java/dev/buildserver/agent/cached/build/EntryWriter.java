package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.build.ProjectState.Status;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.trace.AttributedTrace;
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

/** Keeps what was built: what each project read is known when nothing of the build is alive. */
final class EntryWriter {
    private static final String LATE = " looks where a project writes to which it refers";

    private final Setting setting;
    private final List<ProjectState> projects;
    private final BuiltOutputs outputs;
    private final Keeper keeper;
    private final Listener listener;
    private final Observations observations;
    private final Strays strays;
    private final Insights insights;
    private final Described described;
    private final List<ProjectState> late = new ArrayList<>();

    /**
     * @param tree before anything was built
     * @param trace complete
     */
    EntryWriter(
            Setting setting,
            Tree tree,
            Described described,
            List<ProjectState> projects,
            AttributedTrace trace,
            BuiltOutputs outputs,
            Keeper keeper,
            Listener listener)
            throws IOException {
        this.setting = setting;
        this.projects = projects;
        this.outputs = outputs;
        this.described = described;
        this.keeper = keeper;
        this.listener = listener;
        this.observations = new Observations(setting, tree, described.looks(), projects, trace);
        this.strays = observations.strays();
        this.insights = new Insights(setting.source(), setting.inside(), trace);
    }

    /**
     * The projects that saw something else than in a plain build. To be asked when all is stored.
     */
    List<ProjectState> misled() throws IOException {
        List<ProjectState> found = new ArrayList<>(late);
        for (ProjectState state : projects) {
            if (state.status() == Status.HIT && strays.misled(state)) {
                found.add(state);
            }
        }
        return found;
    }

    /** Stores an entry of each project that was built and may be kept. */
    void store() throws IOException {
        Map<String, Entry> entries = new HashMap<>();
        SortedMap<String, Path> contents = new TreeMap<>();
        for (ProjectState state : projects) {
            if (state.status() == Status.BUILT) {
                entry(state, contents).ifPresent(entry -> entries.put(state.key().sha256(), entry));
            }
        }
        keeper.contents(contents);
        keeper.entries(entries);
        if (!late.isEmpty() && described.obstacles().isEmpty()) {
            keeper.entries(
                    Map.of(
                            InVain.key(described.key()),
                            InVain.note(
                                    described.looks(),
                                    late.get(0).title() + LATE,
                                    setting.commit())));
        }
    }

    private Optional<Entry> entry(ProjectState state, SortedMap<String, Path> contents)
            throws IOException {
        Observations.Of observed = observations.of(state);
        List<String> obstacles = new ArrayList<>(outputs.obstacles(state));
        obstacles.addAll(observed.obstacles());
        Provenance provenance = outputs.provenance(state);
        SortedMap<String, StoredFile> files = new TreeMap<>(state.files());
        for (StoredFile file : written(observed.written(), contents, obstacles)) {
            files.put(file.path(), provenance.mark(file));
        }
        if (observed.late()) {
            late.add(state);
        }
        if (!obstacles.isEmpty()) {
            refuse(state, obstacles);
            return Optional.empty();
        }
        Set<StoredFile> pins = new LinkedHashSet<>(provenance.pins());
        pins.addAll(insights.of(state));
        Entry entry =
                new Entry(
                        observed.accesses(),
                        List.copyOf(files.values()),
                        List.copyOf(pins),
                        strays.foreseen(state, observed.accesses()),
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

    // What is still there of what it wrote outside of its outputs.
    private List<StoredFile> written(
            Set<String> paths, SortedMap<String, Path> contents, List<String> obstacles)
            throws IOException {
        List<StoredFile> files = new ArrayList<>();
        for (String path : paths) {
            Path file = TreePath.resolve(setting.source(), path);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(file)) {
                outputs.scan().file(file, contents, obstacles).ifPresent(files::add);
            }
        }
        return files;
    }

    private void refuse(ProjectState state, List<String> obstacles) {
        state.uncacheable(String.join("; ", new TreeSet<>(obstacles)));
        listener.log(state.title() + " can't be kept in the cache: " + state.reason());
    }
}
