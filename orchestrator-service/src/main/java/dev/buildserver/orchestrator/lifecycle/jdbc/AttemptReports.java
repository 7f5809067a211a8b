package dev.buildserver.orchestrator.lifecycle.jdbc;

import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What attempts told of their stages, sources and diagnostics. */
public final class AttemptReports {
    // A stage's end never takes its start away: the agent may report only what changed.
    private static final String STAGE =
            """
            INSERT INTO stage (attempt_uid, name, status, started_at, ended_at, message, warnings, errors)
            SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[],
              ?::text[], ?::int[], ?::int[])
            ON CONFLICT (attempt_uid, name) DO UPDATE SET
              status = excluded.status,
              started_at = coalesce(stage.started_at, excluded.started_at),
              ended_at = coalesce(stage.ended_at, excluded.ended_at),
              message = coalesce(excluded.message, stage.message),
              warnings = coalesce(excluded.warnings, stage.warnings),
              errors = coalesce(excluded.errors, stage.errors)
            """;
    private static final List<String> STAGE_TYPES =
            List.of("uuid", "text", "text", "timestamptz", "timestamptz", "text", "int4", "int4");
    private static final String SOURCE =
            """
            INSERT INTO attempt_source (attempt_uid, commit_id, branch)
            SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[])
            ON CONFLICT (attempt_uid) DO UPDATE
              SET commit_id = excluded.commit_id, branch = excluded.branch
              WHERE attempt_source.commit_id <> excluded.commit_id
            """;
    private static final String FORGET_DIAGNOSTICS = "DELETE FROM diagnostic WHERE attempt_uid = ?";
    private static final String COUNT_DIAGNOSTICS =
            "SELECT count(*) FROM diagnostic WHERE attempt_uid = ?";
    private static final String DIAGNOSTIC =
            """
            INSERT INTO diagnostic (attempt_uid, position, severity, code, message, file, line, col, project)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private AttemptReports() {}

    /**
     * Writes stages over what is known of them. A stage that comes twice is written in its last
     * state, with the start of the first.
     */
    public static void stages(Connection connection, Map<UUID, List<StageResult>> byAttempt)
            throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        byAttempt.forEach(
                (attemptUid, stages) ->
                        merged(stages).forEach(stage -> rows.add(row(attemptUid, stage))));
        Sql.rows(connection, STAGE, STAGE_TYPES, rows);
    }

    private static Collection<StageResult> merged(List<StageResult> stages) {
        Map<StageName, StageResult> last = new EnumMap<>(StageName.class);
        for (StageResult stage : stages) {
            last.merge(stage.name(), stage, StageResult::followedBy);
        }
        return last.values();
    }

    private static Object[] row(UUID attemptUid, StageResult stage) {
        return new Object[] {
            attemptUid,
            stage.name().toString(),
            stage.status().toString(),
            stage.startTime(),
            stage.endTime(),
            stage.message(),
            stage.warningsCount(),
            stage.errorsCount()
        };
    }

    /**
     * What a ref was resolved to.
     *
     * @param branch null where it is none
     */
    public record Source(UUID attemptUid, String commit, String branch) {}

    /** Writes what refs were resolved to. */
    public static void sources(Connection connection, List<Source> sources) throws SQLException {
        Sql.rows(
                connection,
                SOURCE,
                List.of("uuid", "text", "text"),
                sources.stream()
                        .map(s -> new Object[] {s.attemptUid(), s.commit(), s.branch()})
                        .toList());
    }

    /** Adds diagnostics until there are as many as are kept. */
    public static void addDiagnostics(
            Connection connection, UUID attemptUid, List<Diagnostic> diagnostics, int most)
            throws SQLException {
        if (diagnostics.isEmpty()) {
            return;
        }
        int known =
                Sql.first(connection, COUNT_DIAGNOSTICS, row -> row.getInt(1), attemptUid)
                        .orElse(0);
        List<Object[]> rows = new ArrayList<>();
        for (Diagnostic found : diagnostics) {
            if (known + rows.size() >= most) {
                break;
            }
            rows.add(
                    new Object[] {
                        attemptUid,
                        known + rows.size() + 1,
                        found.severity().toString(),
                        found.code(),
                        found.message() == null ? "" : found.message(),
                        found.file(),
                        found.line(),
                        found.column(),
                        found.project()
                    });
        }
        Sql.batch(connection, DIAGNOSTIC, rows);
    }

    /** Replaces the diagnostics by the agent's final list. */
    public static void replaceDiagnostics(
            Connection connection, UUID attemptUid, List<Diagnostic> diagnostics, int most)
            throws SQLException {
        if (!diagnostics.isEmpty()) {
            Sql.update(connection, FORGET_DIAGNOSTICS, attemptUid);
            addDiagnostics(connection, attemptUid, diagnostics, most);
        }
    }
}
