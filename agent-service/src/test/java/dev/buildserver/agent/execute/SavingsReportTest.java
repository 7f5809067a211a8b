package dev.buildserver.agent.execute;

import static dev.buildserver.contract.cache.CacheOutcome.HIT;
import static dev.buildserver.contract.cache.CacheOutcome.MISS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import dev.buildserver.contract.cache.ReportSavings.ProjectSavings;
import java.util.List;
import org.junit.jupiter.api.Test;

class SavingsReportTest {
    private static final BuildCacheReport PARTS =
            new BuildCacheReport(
                            report("All.sln", HIT, 900, 10),
                            List.of(report("Lib.Tests.csproj", MISS, 0, 20)))
                    .with(
                            List.of(report("Lib.Tests.csproj", HIT, 300, 30)),
                            List.of(report("package of Lib.csproj", HIT, 50, 40)));

    @Test
    void testsAndProductsCountAsProjectsDo() {
        // When
        List<ProjectSavings> told =
                SavingsReport.of(PARTS.with(report("All.sln", MISS, 0, 5))).projects();

        // Then
        assertThat(told)
                .containsExactlyInAnyOrder(
                        new ProjectSavings("all of All.sln", 0, 1, 0, 5),
                        new ProjectSavings("All.sln", 1, 0, 900, 10),
                        new ProjectSavings("Lib.Tests.csproj", 0, 1, 0, 20),
                        new ProjectSavings("tests of Lib.Tests.csproj", 1, 0, 300, 30),
                        new ProjectSavings("package of Lib.csproj", 1, 0, 50, 40));
    }

    @Test
    void aBuildThatIsAHitAsOneCountsOnce() {
        // When
        List<ProjectSavings> told =
                SavingsReport.of(PARTS.with(report("All.sln", HIT, 7000, 5))).projects();

        // Then
        assertThat(told).containsExactly(new ProjectSavings("all of All.sln", 1, 0, 7000, 5));
    }

    private static ProjectReport report(String name, CacheOutcome outcome, long saved, long cache) {
        return new ProjectReport(name, outcome, null, List.of(), saved, 0, cache);
    }
}
