package dev.buildserver.benchmarks.audit.jdbc;

import java.util.List;

/** I7: the rows of the artifact service are held against those of the orchestrator. */
final class ArtifactRules {
    static final List<Invariants.Rule> RULES =
            List.of(
                    new Invariants.Rule(
                            "I7",
                            "the manifest of an accepted attempt is kept as it was sealed",
                            """
                            SELECT a.attempt_uid, r.state, a.manifest_digest,
                              r.manifest_digest AS sealed, r.artifact_count, x.n
                            FROM orchestrator.attempt a
                            LEFT JOIN artifact.attempt r USING (attempt_uid)
                            CROSS JOIN LATERAL (SELECT count(*) AS n, sum(size_bytes) AS bytes
                              FROM artifact.artifact f WHERE f.attempt_uid = a.attempt_uid) x
                            WHERE a.ended_as = 'ACCEPTED' AND a.manifest_digest IS NOT NULL
                              AND (r.state IS NULL OR r.state NOT IN ('SEALED', 'PUBLISHED')
                                OR r.manifest_digest <> a.manifest_digest
                                OR r.artifact_count <> x.n OR r.total_bytes <> x.bytes)
                            """),
                    new Invariants.Rule(
                            "I7",
                            "only artifacts of accepted attempts are published",
                            """
                            SELECT r.attempt_uid, r.build_id, a.ended_as
                            FROM artifact.attempt r
                            LEFT JOIN orchestrator.attempt a USING (attempt_uid)
                            WHERE r.state = 'PUBLISHED' AND a.ended_as IS DISTINCT FROM 'ACCEPTED'
                            """));

    private ArtifactRules() {}
}
