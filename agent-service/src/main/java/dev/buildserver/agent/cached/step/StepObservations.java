package dev.buildserver.agent.cached.step;

import dev.buildserver.agent.cached.build.BuiltSolution;
import dev.buildserver.agent.cached.build.Traces;
import dev.buildserver.agent.cached.build.Unsteady;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.Accesses;
import dev.buildserver.agent.trace.AttributedTrace;
import dev.buildserver.agent.trace.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What steps reached for, by the trace of all of them. */
final class StepObservations {
    private final BuiltSolution built;
    private final String source;
    private final AttributedTrace trace;
    private final Map<String, StepState> byNumber = new HashMap<>();
    private final StepMemory memory;

    /** Who changed what: a file, or the names in a folder; absolute paths. */
    private final Map<String, Set<StepState>> writers = new HashMap<>();

    /** Who left what in the tree when it ran, which it did not now. */
    private final Map<String, StepState> leftBefore = new HashMap<>();

    StepObservations(BuiltSolution built, List<StepState> steps, AttributedTrace trace) {
        this.built = built;
        this.source = built.setting().inside().source();
        this.trace = trace;
        this.memory = new StepMemory(built);
        for (StepState step : steps) {
            byNumber.put(Integer.toString(step.number()), step);
            step.left().forEach(file -> leftBefore.put(file.path(), step));
        }
        trace.intervals().forEach(this::note);
    }

    /**
     * @param accesses beyond what the step's key names
     * @param left files in the tree that it may have left among the outputs of its project
     * @param obstacles why its result can't be kept
     */
    record Of(List<Observed> accesses, Set<String> left, Set<String> obstacles) {}

    Of of(StepState state) throws IOException {
        Look look = new Look(state);
        trace.damage().ifPresent(damage -> look.obstacles.add("its trace is damaged: " + damage));
        List<Access> own = new ArrayList<>();
        for (Interval interval : trace.intervals()) {
            if (byNumber.get(interval.name()) == state) {
                if (!interval.closed()) {
                    look.obstacles.add("it was cut off");
                }
                look.untraceable(interval.accesses());
                look.obstacles.addAll(Unsteady.of(interval));
                look.remembered(memory.of(state, interval));
                own.addAll(interval.accesses().list());
            }
        }
        look.add(own);
        built.projects().values().stream()
                .filter(project -> project.leavesTheTree())
                .forEach(
                        project ->
                                look.obstacles.add(
                                        "outputs of %s go outside of the source tree"
                                                .formatted(project.path())));
        // What starts the steps works for all of them.
        look.untraceable(trace.rest());
        look.add(trace.rest().list());
        List<Observed> accesses = look.accesses.values().stream().sorted().toList();
        return new Of(accesses, look.left, look.obstacles);
    }

    private void note(Interval interval) {
        StepState state = byNumber.get(interval.name());
        if (state != null) {
            memory.note(state, interval);
        }
        for (Access access : interval.accesses().list()) {
            boolean changes = Traces.changes(access.kind()) && access.errno() == 0;
            boolean kept =
                    access.kind() != AccessKind.MAKE_FOLDER && !Traces.isDevice(access.path());
            if (changes && kept) {
                String path = access.path().toString();
                writers.computeIfAbsent(path, p -> new LinkedHashSet<>()).add(state);
            }
        }
    }

    private Set<StepState> writersOf(Access access) {
        return writers.getOrDefault(access.path().toString(), Set.of());
    }

    /** One step's view. */
    private final class Look {
        private final StepState state;
        private final Surroundings surroundings;
        private final Map<String, Observed> accesses = new TreeMap<>();
        private final Set<String> left = new TreeSet<>();
        private final Set<String> obstacles = new TreeSet<>();

        Look(StepState state) {
            this.state = state;
            this.surroundings = new Surroundings(built, state.step());
        }

        void untraceable(Accesses seen) {
            seen.untraceable()
                    .forEach(
                            program -> obstacles.add("it can't be seen what " + program + " does"));
        }

        void add(List<Access> seen) throws IOException {
            Network network = new Network(seen);
            for (Access access : seen) {
                boolean changes = Traces.changes(access.kind()) && access.errno() == 0;
                String path = Traces.inTree(access.path(), source);
                if (access.kind() == AccessKind.CONNECT && network.isOutside(access)) {
                    obstacles.add("it reaches for the network: " + access.path());
                }
                if (Traces.looks(access) && !surroundings.isOfRuntime(access)) {
                    checkOthers(access, path);
                    if (!isOwn(access)) {
                        surroundings.obstacle(access).ifPresent(obstacles::add);
                    }
                }
                boolean file = path != null && access.kind() != AccessKind.MAKE_FOLDER;
                if (file && changes && !BuiltSolution.isPrivate(path)) {
                    changed(access, path);
                }
                if (path != null && Traces.looks(access)) {
                    look(access, path);
                }
            }
        }

        void remembered(List<Access> others) throws IOException {
            for (Access access : others) {
                look(access, Traces.inTree(access.path(), source));
            }
        }

        // What a step wrote itself tells it nothing.
        private boolean isOwn(Access access) {
            return writersOf(access).contains(state);
        }

        private void checkOthers(Access access, String path) {
            Set<StepState> others = new LinkedHashSet<>(writersOf(access));
            if (leftBefore.containsKey(path)) {
                others.add(leftBefore.get(path));
            }
            for (StepState writer : others) {
                if (writer != state) {
                    obstacles.add(
                            "it looks at %s, which %s wrote"
                                    .formatted(access.path(), writer.step().name()));
                }
            }
        }

        private void changed(Access access, String path) throws IOException {
            if (isRewritten(path)) {
                return;
            }
            if (!built.tree().state(path).equals("-")) {
                obstacles.add("it changes " + path + ", which was there before");
            } else if (!surroundings.isOwn(path)) {
                obstacles.add("it writes " + path + ", outside of its own outputs");
            } else if (state.step().leavesFiles()) {
                left.add(path);
                if (writersOf(access).size() > 1) {
                    obstacles.add("it is not the only one that writes " + path);
                }
            }
        }

        // With what was in it: of files in its key, that is known from before it ran.
        private boolean isRewritten(String path) throws IOException {
            Path file = TreePath.resolve(built.setting().source(), path);
            return isInKey(path)
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Tree.stateOf(file).equals(built.tree().state(path));
        }

        private boolean isInKey(String path) {
            return state.step().files().contains(path)
                    || state.step().inputs().stream()
                            .anyMatch(folder -> TreePath.isWithin(path, folder));
        }

        private void look(Access access, String path) throws IOException {
            if (isInKey(path) || BuiltSolution.isPrivate(path)) {
                return;
            }
            Observed.Kind asked =
                    access.kind() == AccessKind.LIST
                            ? Observed.Kind.LISTING
                            : Observed.Kind.CONTENT;
            String name = asked + path;
            if (!accesses.containsKey(name)) {
                accesses.put(name, Observed.of(asked, path, built.tree()));
            }
        }
    }
}
