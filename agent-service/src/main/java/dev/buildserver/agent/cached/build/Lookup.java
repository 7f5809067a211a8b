package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.explain.KeyHistory;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds outputs that were made before under the same key and with the same observations. */
final class Lookup {
    private final String solution;
    private final CacheLevel cache;
    private final KeyHistory history;
    private final Policy policy;
    private final Tree tree;
    private final Unforeseen unforeseen;
    private final Map<Observed, Boolean> holding = new HashMap<>();
    private final Map<Entry, Optional<Observed>> changes = new IdentityHashMap<>();
    private final Map<Entry, Optional<Map<String, StoredFile>>> files = new IdentityHashMap<>();
    private final Map<String, ProjectState> byPath = new HashMap<>();

    /**
     * @param solution tells the keys of a project's solutions apart
     * @param tree with what restore wrote
     * @param projects all of the build
     */
    Lookup(
            String solution,
            CacheLevel cache,
            KeyHistory history,
            Policy policy,
            Tree tree,
            Collection<ProjectState> projects) {
        this.solution = solution;
        this.cache = cache;
        this.history = history;
        this.policy = policy;
        this.tree = tree;
        this.unforeseen = new Unforeseen(tree);
        projects.forEach(state -> byPath.put(state.path(), state));
    }

    /** From now on, changes are those since this build. */
    void remember(ProjectState state) {
        history.remember(name(state), state.key().toString());
    }

    private String name(ProjectState state) {
        return solution + " " + state.path();
    }

    /** Turns each project into a hit, or queues it. */
    void decide(Collection<ProjectState> projects) throws IOException {
        Map<String, ProjectState> byKey = new HashMap<>();
        projects.forEach(state -> byKey.put(state.key().sha256(), state));
        Map<String, List<Entry>> found =
                cache.find(byKey.keySet(), (key, entry) -> serves(byKey.get(key), entry));
        for (ProjectState state : projects) {
            decide(state, found.getOrDefault(state.key().sha256(), List.of()));
        }
    }

    private void decide(ProjectState state, List<Entry> entries) throws IOException {
        if (!state.project().obstacles().isEmpty()) {
            state.queue(null);
            state.uncacheable(String.join("; ", state.project().obstacles()));
            return;
        }
        Optional<String> quarantine = policy.quarantine(state);
        if (quarantine.isPresent()) {
            state.queue(null);
            state.uncacheable(quarantine.get());
            return;
        }
        Optional<String> loss = policy.loss(state);
        if (loss.isPresent()) {
            state.lose(loss.get());
            return;
        }
        String why = null;
        for (Entry entry : entries) {
            Optional<Observed> changed = changed(entry);
            if (changed.isPresent()) {
                why = "what it looked at is not as it was";
                state.changes(List.of(changed.get().path() + " changed"));
                continue;
            }
            if (unforeseen.isAmongReferences(state, entry)) {
                why = "references write where it looked";
                continue;
            }
            Optional<Map<String, StoredFile>> files = files(state, entry);
            if (files.isPresent()) {
                state.hit(entry, files.get());
                return;
            }
            why = "what it takes from a reference is not as it was";
            state.changes(changedPins(state, entry));
        }
        state.queue(why == null ? unknown(state) : why);
    }

    private boolean serves(ProjectState state, Entry entry) throws IOException {
        return changed(entry).isEmpty()
                && !unforeseen.isAmongReferences(state, entry)
                && files(state, entry).isPresent();
    }

    // Whoever finds entries asks, and so does whoever chooses one of them.
    private Optional<Observed> changed(Entry entry) throws IOException {
        Optional<Observed> known = changes.get(entry);
        if (known == null) {
            known = entry.changed(this::holds);
            changes.put(entry, known);
        }
        return known;
    }

    // Most projects of a solution look at the same files.
    private boolean holds(Observed access) throws IOException {
        Boolean known = holding.get(access);
        if (known == null) {
            known = access.holds(tree);
            holding.put(access, known);
        }
        return known;
    }

    // No entry of its key is known.
    private String unknown(ProjectState state) {
        Optional<List<String>> changes = history.changes(name(state), state.key().toString());
        state.changes(changes.orElse(List.of()));
        return changes.isEmpty()
                ? "never built on this agent"
                : "its inputs are not those of any earlier build";
    }

    private List<String> changedPins(ProjectState state, Entry entry) {
        return entry.pins().stream()
                .filter(pin -> !holds(state, pin))
                .map(pin -> pin.fromPath() + " changed")
                .distinct()
                .sorted()
                .limit(ProjectReport.MOST_CHANGED)
                .toList();
    }

    private boolean holds(ProjectState state, StoredFile pin) {
        StoredFile now = origin(state, pin);
        return now != null && now.sha256().equals(pin.sha256());
    }

    // Asked by whoever finds the entry, and by whoever takes it; references have their outputs.
    private Optional<Map<String, StoredFile>> files(ProjectState state, Entry entry) {
        return files.computeIfAbsent(entry, one -> current(state, one));
    }

    // Copies follow the projects that they are copies of.
    private Optional<Map<String, StoredFile>> current(ProjectState state, Entry entry) {
        if (!entry.pins().stream().allMatch(pin -> holds(state, pin))) {
            return Optional.empty();
        }
        Map<String, StoredFile> files = new HashMap<>();
        for (StoredFile file : entry.files()) {
            StoredFile current = file;
            if (file.from() != null) {
                StoredFile now = origin(state, file);
                if (now == null) {
                    return Optional.empty();
                }
                current = file.holding(now);
            }
            files.put(current.path(), current);
        }
        return Optional.of(files);
    }

    private StoredFile origin(ProjectState state, StoredFile copy) {
        ProjectState origin = byPath.get(copy.from());
        return origin != null && state.isBuiltOn(origin)
                ? origin.files().get(copy.fromPath())
                : null;
    }
}
