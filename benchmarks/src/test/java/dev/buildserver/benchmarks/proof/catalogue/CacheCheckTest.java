package dev.buildserver.benchmarks.proof.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.cli.client.view.CacheReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheCheckTest {
    private static final CatalogueCase EDITED =
            new Cases()
                    .add("E", "A MISS, B HIT, C UNCACHED network", c -> {}, c -> {})
                    .all()
                    .get(0);
    private static final CatalogueCase UNEDITED =
            new Cases().add("U", "A MISS, B HIT", c -> {}, Cases.NOTHING).all().get(0);

    @Test
    void whatIsAsExpectedIsNoFinding() {
        assertThat(
                        CacheCheck.afterEdits(
                                List.of(EDITED),
                                report(
                                        project("E", "A", "Miss", "changed"),
                                        project("E", "B", "Hit", null),
                                        project("E", "C", "Uncacheable", "reaches the network"))))
                .isEmpty();
    }

    @Test
    void anotherOutcomeOrReasonOrNoneIsOne() {
        assertThat(
                        CacheCheck.afterEdits(
                                List.of(EDITED),
                                report(
                                        project("E", "A", "Hit", null),
                                        project("E", "C", "Uncacheable", "because"))))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("E.A.csproj is to be MISS, was Hit"),
                        line -> assertThat(line).contains("E.B.csproj is not in the report"),
                        line -> assertThat(line).contains("UNCACHED (network)", "because"));
    }

    @Test
    void onTheWayBackAllThatCanBeKeptIsThere() {
        assertThat(
                        CacheCheck.afterReturn(
                                List.of(EDITED, UNEDITED),
                                report(
                                        project("E", "A", "Hit", null),
                                        project("E", "B", "Hit", null),
                                        project("E", "C", "Uncacheable", "the network"),
                                        project("U", "A", "Miss", "another commit"),
                                        project("U", "B", "Hit", null))))
                .isEmpty();
        assertThat(
                        CacheCheck.afterReturn(
                                List.of(UNEDITED),
                                report(
                                        project("U", "A", "Hit", null),
                                        project("U", "B", "Hit", null))))
                .hasSize(1);
    }

    private static CacheReport report(CacheReport.Project... projects) {
        return new CacheReport(null, null, List.of(projects), null, null, 0, 0, 0, 0, null);
    }

    private static CacheReport.Project project(
            String name, String project, String outcome, String reason) {
        return new CacheReport.Project(
                CaseFolder.path(name, project), outcome, reason, List.of(), 0, 0, 0);
    }
}
