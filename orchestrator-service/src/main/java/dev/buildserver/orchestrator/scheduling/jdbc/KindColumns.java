package dev.buildserver.orchestrator.scheduling.jdbc;

import dev.buildserver.orchestrator.scheduling.BuildKind;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The columns of a build that say of which kind it is. */
final class KindColumns {
    private KindColumns() {}

    /** A list of columns of alias {@code b}. */
    static final String COLUMNS =
            "b.tenant, b.project, b.strategy, b.configuration,"
                    + " b.spec ->> 'solutionPath' AS solution_path,"
                    + " (b.spec ->> 'runTests')::bool AS run_tests,"
                    + " (b.spec ->> 'createPackages')::bool AS create_packages";

    static BuildKind kind(ResultSet row) throws SQLException {
        return new BuildKind(
                row.getString("tenant"),
                row.getString("project"),
                row.getString("strategy"),
                BuildKind.variant(
                        row.getString("solution_path"),
                        row.getString("configuration"),
                        row.getBoolean("run_tests"),
                        row.getBoolean("create_packages")));
    }
}
