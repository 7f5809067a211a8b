package dev.buildserver.gateway.build;

import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the cache did for a build. */
@Schema(name = "CacheReport")
record CacheReportView(
        @Schema(
                        description =
                                "The build as one: a hit if an earlier build of an equal tree"
                                        + " stands for it; null where nobody asked",
                        nullable = true)
                ProjectView whole,
        @Schema(
                        description =
                                "Restore and evaluation; null where the cache had no part, or the"
                                        + " build has not ended",
                        nullable = true)
                ProjectView restore,
        @Schema(description = "References before the projects that refer to them")
                List<ProjectView> projects,
        @Schema(description = "The tests of each test project") List<ProjectView> tests,
        @Schema(description = "Each package and each published app") List<ProjectView> products,
        @Schema(description = "Time that the hits would have taken, in milliseconds")
                long savedMillis,
        @Schema(description = "Time that the others took, in milliseconds") long spentMillis,
        @Schema(description = "Time that the cache itself took, restore included, in milliseconds")
                long cacheMillis,
        @Schema(
                        description =
                                "What the cache saved, restore included, less what it took; below 0"
                                        + " where it lost")
                long netSavedMillis,
        @Schema(
                        description =
                                "Why a part of the cache was not used, such as the cache service;"
                                        + " null when all of it was",
                        nullable = true)
                String degraded) {

    @Schema(name = "CachedProject")
    record ProjectView(
            @Schema(description = "Project file, relative to the repository") String project,
            CacheOutcome outcome,
            @Schema(
                            description = "Why it was no hit, or why its outputs were not kept",
                            nullable = true)
                    String reason,
            @Schema(description = "Inputs that are not as they were when it was built last")
                    List<String> changed,
            @Schema(description = "Milliseconds that a hit would have taken") long savedMillis,
            @Schema(description = "Milliseconds that it took to be built") long spentMillis,
            @Schema(description = "Milliseconds that the cache took for it") long cacheMillis) {

        static ProjectView of(ProjectReport report) {
            return report == null
                    ? null
                    : new ProjectView(
                            report.project(),
                            report.outcome(),
                            report.reason(),
                            report.changed(),
                            report.savedMillis(),
                            report.spentMillis(),
                            report.cacheMillis());
        }
    }

    static CacheReportView of(BuildCacheReport report) {
        List<ProjectReport> all =
                Stream.of(report.projects(), report.tests(), report.products())
                        .flatMap(List::stream)
                        .toList();
        Optional<ProjectReport> restore = Optional.ofNullable(report.restore());
        long saved = all.stream().mapToLong(ProjectReport::savedMillis).sum();
        long cache =
                all.stream().mapToLong(ProjectReport::cacheMillis).sum()
                        + restore.map(ProjectReport::cacheMillis).orElse(0L)
                        + (report.whole() == null ? 0 : report.whole().cacheMillis());
        return new CacheReportView(
                ProjectView.of(report.whole()),
                ProjectView.of(report.restore()),
                views(report.projects()),
                views(report.tests()),
                views(report.products()),
                saved,
                all.stream().mapToLong(ProjectReport::spentMillis).sum(),
                cache,
                saved + restore.map(ProjectReport::savedMillis).orElse(0L) - cache,
                report.degraded());
    }

    private static List<ProjectView> views(List<ProjectReport> reports) {
        return reports.stream().map(ProjectView::of).toList();
    }
}
