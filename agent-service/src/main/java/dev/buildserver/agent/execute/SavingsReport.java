package dev.buildserver.agent.execute;

import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import dev.buildserver.contract.cache.ReportSavings;
import dev.buildserver.contract.cache.ReportSavings.ProjectSavings;
import java.util.ArrayList;
import java.util.List;

/** What the cache did for a build, in the terms of the service's statistics. */
final class SavingsReport {
    private static final int MOST = 5000;

    private SavingsReport() {}

    static ReportSavings of(BuildCacheReport report) {
        List<ProjectReport> all = new ArrayList<>();
        if (report.whole() != null && report.whole().outcome() == CacheOutcome.HIT) {
            all.add(report.whole());
        } else {
            all.addAll(report.projects());
            all.add(report.restore());
            all.addAll(report.tests());
            all.addAll(report.products());
        }
        return new ReportSavings(all.stream().limit(MOST).map(SavingsReport::savings).toList());
    }

    private static ProjectSavings savings(ProjectReport project) {
        boolean hit = project.outcome() == CacheOutcome.HIT;
        return new ProjectSavings(
                project.project(),
                hit ? 1 : 0,
                hit ? 0 : 1,
                project.savedMillis(),
                project.cacheMillis());
    }
}
