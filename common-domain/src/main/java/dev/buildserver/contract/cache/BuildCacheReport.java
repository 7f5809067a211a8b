package dev.buildserver.contract.cache;

import java.util.List;

/**
 * What the cache did for a build.
 *
 * @param restore what it did for restore and evaluation
 * @param projects in the order in which they depend on each other
 * @param degraded why a part of the cache was not used, such as the cache service; null when all of
 *     it was
 */
public record BuildCacheReport(
        ProjectReport restore, List<ProjectReport> projects, String degraded) {
    public BuildCacheReport {
        projects = List.copyOf(projects);
    }

    /** Of a cache that is all there. */
    public BuildCacheReport(ProjectReport restore, List<ProjectReport> projects) {
        this(restore, projects, null);
    }

    /**
     * The same for one project.
     *
     * @param project the project file, relative to the repository's root; of restore the solution
     * @param reason why it was no hit, or why its outputs were not kept; null for a hit
     * @param changed inputs that are not as they were when the project was built last, some of them
     *     where there are many; empty where that is not known
     * @param savedMillis what a hit would have taken; 0 for others
     * @param spentMillis what it took to be built; 0 for a hit
     */
    public record ProjectReport(
            String project,
            CacheOutcome outcome,
            String reason,
            List<String> changed,
            long savedMillis,
            long spentMillis) {
        /** Most changed inputs that are told. */
        public static final int MOST_CHANGED = 20;

        public ProjectReport {
            changed = changed == null ? List.of() : List.copyOf(changed);
        }
    }
}
