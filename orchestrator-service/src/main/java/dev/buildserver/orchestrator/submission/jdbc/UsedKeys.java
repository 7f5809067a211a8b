package dev.buildserver.orchestrator.submission.jdbc;

import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.submission.SubmissionStore.NewBuild;
import dev.buildserver.orchestrator.submission.SubmissionStore.Submission;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keys by which a repeated request is recognised. */
final class UsedKeys {
    private static final String FIRST =
            """
            SELECT n.build_id AS asked, i.build_id AS first, i.request_hash = n.hash AS same
            FROM unnest(?::text[], ?::text[], ?::text[], ?::uuid[])
              AS n(tenant, key, hash, build_id)
            JOIN idempotency i ON i.tenant = n.tenant AND i.key = n.key AND i.expires_at >= now()
            """;

    private UsedKeys() {}

    /** What becomes of builds whose keys were used before; the others are not in it. */
    static Map<UUID, Submission> of(Connection connection, List<NewBuild> builds)
            throws SQLException {
        List<NewBuild> keyed =
                builds.stream().filter(build -> build.idempotencyKey() != null).toList();
        Map<UUID, Submission> before = new HashMap<>();
        if (!keyed.isEmpty()) {
            Sql.list(
                    connection,
                    FIRST,
                    row ->
                            before.put(
                                    Sql.uuid(row, "asked"),
                                    row.getBoolean("same")
                                            ? new Submission.MadeBefore(Sql.uuid(row, "first"))
                                            : new Submission.KeyReused(Sql.uuid(row, "first"))),
                    Sql.texts(connection, keyed.stream().map(NewBuild::tenant).toList()),
                    Sql.texts(connection, keyed.stream().map(NewBuild::idempotencyKey).toList()),
                    Sql.texts(connection, keyed.stream().map(NewBuild::requestHash).toList()),
                    Sql.uuids(connection, keyed.stream().map(NewBuild::buildId).toList()));
        }
        return before;
    }
}
