package dev.buildserver.cache.usage;

import dev.buildserver.contract.cache.ReportSavings.ProjectSavings;
import java.util.List;
import java.util.Map;

/** What the cache saved and cost, by project file. May be lost; counting begins anew then. */
public interface SavedTime {
    /**
     * Adds what an attempt reports, once.
     *
     * @param book whose builds: a tenant's project
     * @return whether it was added; false for a repeated report
     * @throws UsageUnknownException when the record does not answer
     */
    boolean add(Book book, String attempt, List<ProjectSavings> projects);

    /** Sums of a book by project file; empty when the record does not answer. */
    List<ProjectSavings> of(Book book);

    /** Sums of a tenant's projects, by name; empty when the record does not answer. */
    Map<String, ProjectSavings> byProject(String tenant);

    /** Whose builds. */
    record Book(String tenant, String project) {}
}
