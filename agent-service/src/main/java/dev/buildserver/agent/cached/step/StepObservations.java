package dev.buildserver.agent.cached.step;

import dev.buildserver.agent.cached.build.BuiltSolution;
import dev.buildserver.agent.cached.build.Traces;
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

    /** Who changed what: a file, or the names in a folder; absolute paths. */
    private final Map<String, Set<StepState>> writers = new HashMap<>();

    StepObservations(BuiltSolution built, List<StepState> steps, AttributedTrace trace) {
        this.built = built;
        this.source = built.setting().inside().source();
        this.trace = trace;
        steps.forEach(step -> byNumber.put(Integer.toString(step.number()), step));
        trace.intervals().forEach(this::noteWriters);
    }

    /**
     * @param accesses beyond what the step's key names
     * @param obstacles why its result can't be kept
     */
    record Of(List<Observed> accesses, Set<String> obstacles) {}

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
        return new Of(look.accesses.values().stream().sorted().toList(), look.obstacles);
    }

    private void noteWriters(Interval interval) {
        StepState state = byNumber.get(interval.name());
        for (Access access : interval.accesses().list()) {
            boolean changes = Traces.changes(access.kind()) && access.errno() == 0;
            if (changes && access.kind() != AccessKind.MAKE_FOLDER) {
                String path = access.path().toString();
                writers.computeIfAbsent(path, p -> new LinkedHashSet<>()).add(state);
            }
        }
    }

    /** One step's view. */
    private final class Look {
        private final StepState state;
        private final Surroundings surroundings;
        private final Map<String, Observed> accesses = new TreeMap<>();
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
                if (Traces.looks(access.kind()) && !surroundings.isOfRuntime(access)) {
                    checkOthers(access);
                    if (!isOwn(access)) {
                        surroundings.obstacle(access).ifPresent(obstacles::add);
                    }
                }
                boolean file = path != null && access.kind() != AccessKind.MAKE_FOLDER;
                if (file && changes && !BuiltSolution.isPrivate(path)) {
                    changed(path);
                }
                if (path != null && Traces.looks(access.kind())) {
                    look(access, path);
                }
            }
        }

        // What a step wrote itself tells it nothing.
        private boolean isOwn(Access access) {
            return writers.getOrDefault(access.path().toString(), Set.of()).contains(state);
        }

        private void checkOthers(Access access) {
            for (StepState writer : writers.getOrDefault(access.path().toString(), Set.of())) {
                if (writer != state) {
                    obstacles.add(
                            "it looks at %s, which %s wrote"
                                    .formatted(access.path(), writer.step().name()));
                }
            }
        }

        private void changed(String path) throws IOException {
            if (isRewritten(path)) {
                return;
            }
            if (!built.tree().state(path).equals("-")) {
                obstacles.add("it changes " + path + ", which was there before");
            } else if (!surroundings.isOwn(path)) {
                obstacles.add("it writes " + path + ", outside of its own outputs");
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
