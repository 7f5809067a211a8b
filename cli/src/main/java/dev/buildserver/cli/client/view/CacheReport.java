package dev.buildserver.cli.client.view;

import java.util.List;

/**
 * What the cache did for a build.
 *
 * @param whole the build as one; null where nobody asked
 * @param restore null where it had no part
 * @param tests of each test project
 * @param products packages and published apps
 * @param savedMillis what the hits would have taken
 * @param spentMillis what the others took
 * @param cacheMillis what the cache itself took
 * @param netSavedMillis what it saved less what it took
 * @param degraded why a part of the cache was not used; null when all of it was
 */
public record CacheReport(
        Project whole,
        Project restore,
        List<Project> projects,
        List<Project> tests,
        List<Project> products,
        long savedMillis,
        long spentMillis,
        long cacheMillis,
        long netSavedMillis,
        String degraded) {
    public CacheReport {
        tests = tests == null ? List.of() : List.copyOf(tests);
        products = products == null ? List.of() : List.copyOf(products);
    }

    /**
     * The same for one project.
     *
     * @param outcome {@code Hit}, {@code Miss}, {@code Uncacheable}, {@code Failed}, {@code
     *     LeftOut}
     */
    public record Project(
            String project,
            String outcome,
            String reason,
            List<String> changed,
            long savedMillis,
            long spentMillis,
            long cacheMillis) {}
}
