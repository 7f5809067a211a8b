package dev.buildserver.contract.cache;

import java.util.List;

/** What the cache did so far for the builds of one project, by project file. */
public record Savings(List<ReportSavings.ProjectSavings> projects) {}
