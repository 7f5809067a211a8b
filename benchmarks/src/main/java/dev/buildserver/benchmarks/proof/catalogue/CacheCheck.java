package dev.buildserver.benchmarks.proof.catalogue;

import dev.buildserver.cli.client.view.CacheReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether a cache did with the projects of cases what is expected of it. */
public final class CacheCheck {
    private final Map<String, CacheReport.Project> projects;
    private final List<String> unmet = new ArrayList<>();

    private CacheCheck(CacheReport report) {
        this.projects =
                report.projects().stream()
                        .collect(Collectors.toMap(CacheReport.Project::project, p -> p));
        if (report.degraded() != null) {
            unmet.add(report.degraded());
        }
    }

    /** What it did otherwise in a build after the edits; one line each. */
    public static List<String> afterEdits(List<CatalogueCase> cases, CacheReport report) {
        CacheCheck check = new CacheCheck(report);
        for (CatalogueCase one : cases) {
            one.expected().forEach((project, expected) -> check.see(one, project, expected));
        }
        return check.unmet;
    }

    /** The same in a build of what was built before the edits. */
    public static List<String> afterReturn(List<CatalogueCase> cases, CacheReport report) {
        CacheCheck check = new CacheCheck(report);
        for (CatalogueCase one : cases) {
            one.onReturn().forEach((project, expected) -> check.see(one, project, expected));
        }
        return check.unmet;
    }

    private void see(CatalogueCase one, String name, Expected expected) {
        String path = one.path(name);
        CacheReport.Project project = projects.get(path);
        if (project == null) {
            unmet.add(path + " is not in the report");
        } else if (!expected.holds(project.outcome(), project.reason())) {
            unmet.add(
                    "%s is to be %s, was %s (%s %s)"
                            .formatted(
                                    path,
                                    expected,
                                    project.outcome(),
                                    project.reason(),
                                    project.changed()));
        }
    }
}
