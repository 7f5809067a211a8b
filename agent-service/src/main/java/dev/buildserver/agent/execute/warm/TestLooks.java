package dev.buildserver.agent.execute.warm;

import dev.buildserver.agent.cached.build.Traces;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.step.Network;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.AttributedTrace;
import dev.buildserver.agent.trace.Interval;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the tests of each project looked at in their tree, by the trace of all of them. */
public final class TestLooks {
    private final AttributedTrace trace;
    private final String root;
    private final Tree before;

    /** Who changed what: numbers by paths in the tree. */
    private final Map<String, Set<String>> writers = new HashMap<>();

    /**
     * @param trace an interval for each project, named by its number
     * @param root of the tree as tests saw it
     * @param before the tree as it was before the first of them
     */
    public TestLooks(AttributedTrace trace, String root, Tree before) {
        this.trace = trace;
        this.root = root;
        this.before = before;
        trace.intervals().forEach(this::noteWriters);
    }

    /**
     * What is known of one project's tests.
     *
     * @param looks with what each found
     * @param obstacles why nobody can say when they have to run again; mostly empty
     */
    public record Of(List<Observed> looks, Set<String> obstacles) {
        public Of {
            looks = List.copyOf(looks);
            obstacles = Set.copyOf(obstacles);
        }
    }

    /** What the tests of that number did. */
    public Of of(int number) throws IOException {
        String name = Integer.toString(number);
        Look look = new Look(name);
        trace.damage().ifPresent(damage -> look.obstacles.add("their trace is damaged: " + damage));
        List<Access> own = new ArrayList<>();
        for (Interval interval : trace.intervals()) {
            if (interval.name().equals(name)) {
                if (!interval.closed()) {
                    look.obstacles.add("they were cut off");
                }
                look.untraceable(interval.accesses().untraceable());
                own.addAll(interval.accesses().list());
            }
        }
        look.add(own);
        // What starts the tests works for all of them.
        look.untraceable(trace.rest().untraceable());
        look.add(trace.rest().list());
        return new Of(look.accesses.values().stream().sorted().toList(), look.obstacles);
    }

    private void noteWriters(Interval interval) {
        for (Access access : interval.accesses().list()) {
            String path = Traces.inTree(access.path(), root);
            if (path != null && changes(access)) {
                writers.computeIfAbsent(path, p -> new HashSet<>()).add(interval.name());
            }
        }
    }

    private static boolean changes(Access access) {
        return Traces.changes(access.kind())
                && access.kind() != AccessKind.MAKE_FOLDER
                && access.errno() == 0;
    }

    /** One project's view. */
    private final class Look {
        private final String name;
        private final Map<String, Observed> accesses = new TreeMap<>();
        private final Set<String> obstacles = new TreeSet<>();
        private final Set<String> madeAnew = new HashSet<>();

        private Look(String name) {
            this.name = name;
        }

        private void untraceable(List<String> programs) {
            programs.forEach(
                    program -> obstacles.add("it can't be seen what " + program + " does"));
        }

        private void add(List<Access> seen) throws IOException {
            Network network = new Network(seen);
            for (Access access : seen) {
                if (access.kind() == AccessKind.CONNECT && network.isOutside(access)) {
                    obstacles.add("they reach for the network: " + access.path());
                }
                String path = Traces.inTree(access.path(), root);
                if (path != null) {
                    add(access, path);
                }
            }
        }

        private void add(Access access, String path) throws IOException {
            boolean known = accesses.containsKey(Observed.Kind.CONTENT + path);
            if (access.kind() == AccessKind.WRITE && access.errno() == 0 && !known) {
                // What was there before can't have mattered.
                madeAnew.add(path);
            }
            if (madeAnew.contains(path)) {
                return;
            }
            if (changes(access) && !before.state(path).equals("-")) {
                obstacles.add("they change " + path + ", which was there before");
            }
            if (Traces.looks(access)) {
                if (!Set.of(name).containsAll(writers.getOrDefault(path, Set.of()))) {
                    obstacles.add("they look at " + path + ", which other tests write");
                }
                Observed.Kind asked =
                        access.kind() == AccessKind.LIST
                                ? Observed.Kind.LISTING
                                : Observed.Kind.CONTENT;
                if (!accesses.containsKey(asked + path)) {
                    accesses.put(asked + path, Observed.of(asked, path, before));
                }
            }
        }
    }
}
