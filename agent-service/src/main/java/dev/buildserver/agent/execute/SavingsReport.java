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
        report.projects().forEach(project -> all.add(savings("", project)));
        all.add(savings("", report.restore()));
        report.tests().forEach(tests -> all.add(savings("tests of ", tests)));
        report.products().forEach(product -> all.add(savings("", product)));
        if (report.whole() != null) {
            all.add(whole(report.whole()));
        }
        return new ReportSavings(all.stream().limit(MOST).toList());
    }

    // Its parts are told as hits, with what these saved.
    private static ProjectSavings whole(ProjectReport build) {
        ProjectSavings all = savings("all of ", build);
        return new ProjectSavings(all.path(), all.hits(), all.misses(), 0, all.spentMillis());
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
