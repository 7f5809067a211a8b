package dev.buildserver.agent.cached.build;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the time of a build goes, by phase; and what of it the cache itself takes, by project. Not
 * thread-safe.
 */
final class Phases {
    /** In the order in which they are shown; while projects are built, others go on too. */
    enum Phase {
        DESCRIPTION("restore and description"),
        KEYS("keys and look-up"),
        PLACING("hits written"),
        WORKSHOP("projects built"),
        SCANNING("outputs read and stored"),
        TRACE("trace read"),
        STORING("entries stored");

        private final String shown;

        Phase(String shown) {
            this.shown = shown;
        }
    }

    private static final long NANOS = 1_000_000;

    private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
    private final Map<ProjectState, Long> own = new HashMap<>();
    private long shared;

    /**
     * A phase that is no cost of the cache, or not only.
     *
     * @param begin of {@link System#nanoTime}; the end is now
     */
    void add(Phase phase, long begin) {
        took(phase, begin);
    }

    /** What the cache took for all projects together. */
    void addForAll(Phase phase, long begin) {
        shared += took(phase, begin);
    }

    /** What the cache took for one project. */
    void addFor(ProjectState project, Phase phase, long begin) {
        own.merge(project, took(phase, begin), Long::sum);
    }

    /** Milliseconds of a phase. */
    long millis(Phase phase) {
        return nanos.getOrDefault(phase, 0L) / NANOS;
    }

    /**
     * Milliseconds that the cache took for a project, its part of what was for all included.
     *
     * @param projects of the build
     */
    long millisOfCache(ProjectState project, int projects) {
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

    private long took(Phase phase, long begin) {
        long took = System.nanoTime() - begin;
        nanos.merge(phase, took, Long::sum);
        return took;
    }
}
