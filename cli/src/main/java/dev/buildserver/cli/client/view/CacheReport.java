package dev.buildserver.cli.client.view;

import java.util.List;

/**
 * What the cache did for a build.
 *
 * @param restore null where it had no part
 * @param degraded why a part of the cache was not used; null when all of it was
 */
public record CacheReport(
        Project restore,
        List<Project> projects,
        long savedMillis,
        long spentMillis,
        String degraded) {
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
            long spentMillis) {}
}
