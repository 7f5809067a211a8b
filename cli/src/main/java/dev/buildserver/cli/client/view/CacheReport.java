package dev.buildserver.cli.client.view;

import java.util.List;

/**
 * What the cache did for a build.
 *
 * @param restore null where it had no part
 * @param savedMillis what the hits would have taken
 * @param spentMillis what the others took
 * @param cacheMillis what the cache itself took
 * @param netSavedMillis what it saved less what it took
 */
public record CacheReport(
        Project restore,
        List<Project> projects,
        long savedMillis,
        long spentMillis,
        long cacheMillis,
        long netSavedMillis) {
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
