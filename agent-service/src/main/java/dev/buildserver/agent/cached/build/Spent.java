package dev.buildserver.agent.cached.build;

import java.util.HashMap;
import java.util.Map;

/** What the cache itself takes in a build: by project, and for all together. Not thread-safe. */
final class Spent {
    private static final long NANOS = 1_000_000;

    private final Map<ProjectState, Long> own = new HashMap<>();
    private long shared;

    /** The beginning of something, for one of the others. */
    static long begin() {
        return System.nanoTime();
    }

    /** Something for all projects has ended. */
    void forAll(long begin) {
        shared += System.nanoTime() - begin;
    }

    /** Something for one project has ended. */
    void on(ProjectState project, long begin) {
        own.merge(project, System.nanoTime() - begin, Long::sum);
    }

    /**
     * Milliseconds for a project, its part of what was for all included.
     *
     * @param projects of the build
     */
    long millis(ProjectState project, int projects) {
        return (own.getOrDefault(project, 0L) + shared / Math.max(1, projects)) / NANOS;
    }
}
