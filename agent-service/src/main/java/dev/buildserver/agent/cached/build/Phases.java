package dev.buildserver.agent.cached.build;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the time of a build goes. Not thread-safe. */
final class Phases {
    /** In the order in which they are shown; while projects are built, others go on too. */
    enum Phase {
        TREE("tree read"),
        DESCRIPTION("restore and description"),
        KEYS("keys and look-up"),
        PLACING("hits written"),
        WORKSHOP("projects built"),
        /** Of all of them together, beside the others. */
        IDLE("drivers without work"),
        SCANNING("outputs read and stored"),
        TRACE("trace read"),
        STORING("entries stored");

        private final String shown;

        Phase(String shown) {
            this.shown = shown;
        }
    }

    /** What a build without the cache does, too. */
    private static final Set<Phase> WORK =
            EnumSet.of(Phase.DESCRIPTION, Phase.WORKSHOP, Phase.IDLE);

    private static final long NANOS = 1_000_000;

    private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
    private final Map<ProjectState, Long> own = new HashMap<>();
    private long shared;

    /** Adds the time from {@code begin} (of {@link System#nanoTime}) until now. */
    void add(Phase phase, long begin) {
        took(phase, System.nanoTime() - begin);
    }

    /**
     * @param took nanoseconds
     */
    void took(Phase phase, long took) {
        nanos.merge(phase, took, Long::sum);
        if (!WORK.contains(phase)) {
            shared += took;
        }
    }

    /** The same for something that is for one project only. */
    void add(Phase phase, ProjectState project, long begin) {
        long took = System.nanoTime() - begin;
        nanos.merge(phase, took, Long::sum);
        own.merge(project, took, Long::sum);
    }

    /**
     * Milliseconds that the cache took for a project, its part of what was for all included.
     *
     * @param projects of the build
     */
    long millis(ProjectState project, int projects) {
        return (own.getOrDefault(project, 0L) + shared / Math.max(1, projects)) / NANOS;
    }

    /** Seconds of each, for people. */
    @Override
    public String toString() {
        return nanos.entrySet().stream()
                .map(
                        e ->
                                String.format(
                                        Locale.ROOT,
                                        "%s %.2f s",
                                        e.getKey().shown,
                                        e.getValue() / 1e9))
                .collect(Collectors.joining(", "));
    }
}
