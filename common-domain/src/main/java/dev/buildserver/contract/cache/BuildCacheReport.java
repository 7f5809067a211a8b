package dev.buildserver.contract.cache;

import java.util.List;

/**
 * What the cache did for a build.
 *
 * @param whole what it did for the build as one: a hit if an earlier build of an equal tree with
 *     equal options stands for this one; null where nobody asked
 * @param restore what it did for restore and evaluation
 * @param projects in the order in which they depend on each other
 * @param tests what it did for the tests of each test project; empty where none were asked for
 * @param products what it did for each package and each published app
 * @param degraded why a part of the cache was not used, such as the cache service; null when all of
 *     it was
 */
public record BuildCacheReport(
        ProjectReport whole,
        ProjectReport restore,
        List<ProjectReport> projects,
        List<ProjectReport> tests,
        List<ProjectReport> products,
        String degraded) {
    public BuildCacheReport {
        projects = List.copyOf(projects);
        tests = tests == null ? List.of() : List.copyOf(tests);
        products = products == null ? List.of() : List.copyOf(products);
    }

    /** Of a build without tests, packages and apps. */
    public BuildCacheReport(ProjectReport restore, List<ProjectReport> projects, String degraded) {
        this(null, restore, projects, List.of(), List.of(), degraded);
    }

    /** The same of a cache that is all there. */
    public BuildCacheReport(ProjectReport restore, List<ProjectReport> projects) {
        this(restore, projects, null);
    }

    /** The same build with what followed it. */
    public BuildCacheReport with(List<ProjectReport> ofTests, List<ProjectReport> ofProducts) {
        return new BuildCacheReport(whole, restore, projects, ofTests, ofProducts, degraded);
    }

    /** The same with what became of the build as one. */
    public BuildCacheReport with(ProjectReport ofAll) {
        return new BuildCacheReport(ofAll, restore, projects, tests, products, degraded);
    }

    /**
     * The same for one project, or for one action on it.
     *
     * @param project the project file, relative to the repository's root; of restore the solution;
     *     of products with what is made of it
     * @param reason why it was no hit, or why its outputs were not kept; null for a hit
     * @param changed inputs that are not as they were when the project was built last, some of them
     *     where there are many; empty where that is not known
     * @param savedMillis what a hit would have taken; 0 for others
     * @param spentMillis what it took to be built; 0 for a hit
     * @param cacheMillis what the cache took besides: keys, look-ups, transfers, traces and stores;
     *     what was for all projects is shared out
     */
    public record ProjectReport(
            String project,
            CacheOutcome outcome,
            String reason,
            List<String> changed,
            long savedMillis,
            long spentMillis,
            long cacheMillis) {
        /** Most changed inputs that are told. */
        public static final int MOST_CHANGED = 20;

        public ProjectReport {
            changed = changed == null ? List.of() : List.copyOf(changed);
        }
    }
}
