package dev.buildserver.orchestrator.submission.jdbc;

import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.database.jdbc.Sql.Query;
import dev.buildserver.orchestrator.submission.SubmissionStore.NewBuild;
import dev.buildserver.orchestrator.submission.SubmissionStore.Submission;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keys by which a repeated request is recognised, within the transaction of its submission. */
final class IdempotencyKeys {
    // Waits for a submission with the same key that is under way; then it is a repetition.
    private static final String CLAIM =
            """
            INSERT INTO idempotency AS i (tenant, key, request_hash, build_id, expires_at)
            SELECT tenant, key, hash, build_id, now() + make_interval(secs => ttl)
            FROM unnest(?::text[], ?::text[], ?::text[], ?::uuid[], ?::bigint[])
              WITH ORDINALITY AS n(tenant, key, hash, build_id, ttl, place) ORDER BY place
            ON CONFLICT (tenant, key) DO UPDATE SET request_hash = excluded.request_hash,
              build_id = excluded.build_id, expires_at = excluded.expires_at
            WHERE i.expires_at < now()
            RETURNING build_id
            """;
    private static final String FIRST =
            """
            SELECT n.build_id AS asked, i.build_id AS first, i.request_hash = n.hash AS same
            FROM unnest(?::text[], ?::text[], ?::text[], ?::uuid[])
              AS n(tenant, key, hash, build_id)
            JOIN idempotency i ON i.tenant = n.tenant AND i.key = n.key
            """;
    private static final String RELEASE =
            "DELETE FROM idempotency WHERE build_id = ANY (?)"
                    + " AND (tenant, key) IN (SELECT * FROM unnest(?::text[], ?::text[]))";

    private IdempotencyKeys() {}

    /** Claims the keys of builds; its rows are the builds that have their keys now. */
    static Query<UUID> claim(Connection connection, List<NewBuild> builds) throws SQLException {
        List<NewBuild> keyed =
                keyed(builds).stream()
                        .sorted(
                                Comparator.comparing(NewBuild::tenant)
                                        .thenComparing(NewBuild::idempotencyKey))
                        .toList();
        return new Query<>(
                CLAIM,
                row -> Sql.uuid(row, "build_id"),
                Sql.texts(connection, tenants(keyed)),
                Sql.texts(connection, keys(keyed)),
                Sql.texts(connection, hashes(keyed)),
                Sql.uuids(connection, ids(keyed)),
                Sql.longs(
                        connection,
                        keyed.stream().map(b -> b.idempotencyTtl().toSeconds()).toList()));
    }

    /** What becomes of the builds whose keys were used before; the others are not in it. */
    static Map<UUID, Submission> usedBefore(
            Connection connection, List<NewBuild> builds, Collection<UUID> claimed)
            throws SQLException {
        Map<UUID, Submission> before = new HashMap<>();
        List<NewBuild> repeated =
                keyed(builds).stream().filter(b -> !claimed.contains(b.buildId())).toList();
        if (!repeated.isEmpty()) {
            Sql.list(
                    connection,
                    FIRST,
                    row ->
                            before.put(
                                    Sql.uuid(row, "asked"),
                                    row.getBoolean("same")
                                            ? new Submission.MadeBefore(Sql.uuid(row, "first"))
                                            : new Submission.KeyReused(Sql.uuid(row, "first"))),
                    Sql.texts(connection, tenants(repeated)),
                    Sql.texts(connection, keys(repeated)),
                    Sql.texts(connection, hashes(repeated)),
                    Sql.uuids(connection, ids(repeated)));
        }
        return before;
    }

    /** Gives back the keys of builds that are not made after all. */
    static void release(Connection connection, List<NewBuild> builds) throws SQLException {
        List<NewBuild> keyed = keyed(builds);
        if (!keyed.isEmpty()) {
            Sql.update(
                    connection,
                    RELEASE,
                    Sql.uuids(connection, ids(keyed)),
                    Sql.texts(connection, tenants(keyed)),
                    Sql.texts(connection, keys(keyed)));
        }
    }

    private static List<NewBuild> keyed(List<NewBuild> builds) {
        return builds.stream().filter(build -> build.idempotencyKey() != null).toList();
    }

    private static List<UUID> ids(List<NewBuild> builds) {
        return builds.stream().map(NewBuild::buildId).toList();
    }

    private static List<String> tenants(List<NewBuild> builds) {
        return builds.stream().map(NewBuild::tenant).toList();
    }

    private static List<String> keys(List<NewBuild> builds) {
        return builds.stream().map(NewBuild::idempotencyKey).toList();
    }

    private static List<String> hashes(List<NewBuild> builds) {
        return builds.stream().map(NewBuild::requestHash).toList();
    }
}
