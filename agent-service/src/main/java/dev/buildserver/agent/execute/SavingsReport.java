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
        List<ProjectSavings> all = new ArrayList<>();
        if (report.whole() != null) {
            all.add(savings("all of ", report.whole()));
        }
        if (report.whole() == null || report.whole().outcome() != CacheOutcome.HIT) {
            report.projects().forEach(project -> all.add(savings("", project)));
            all.add(savings("", report.restore()));
            report.tests().forEach(tests -> all.add(savings("tests of ", tests)));
            report.products().forEach(product -> all.add(savings("", product)));
        }
        return new ReportSavings(all.stream().limit(MOST).toList());
    }

    private static ProjectSavings savings(String what, ProjectReport project) {
        boolean hit = project.outcome() == CacheOutcome.HIT;
        return new ProjectSavings(
                what + project.project(),
                hit ? 1 : 0,
                hit ? 0 : 1,
                project.savedMillis(),
                project.cacheMillis());
    }
}
