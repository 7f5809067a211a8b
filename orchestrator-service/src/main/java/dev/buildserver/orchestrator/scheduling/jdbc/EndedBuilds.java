package dev.buildserver.orchestrator.scheduling.jdbc;

import dev.buildserver.domain.build.StageName;
import dev.buildserver.orchestrator.database.jdbc.EnumText;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.scheduling.BuildKind;
import dev.buildserver.orchestrator.scheduling.BuildTimes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads what attempts took that ended. */
final class EndedBuilds {
    private static final String READ =
            "SELECT a.attempt_uid, b.pool, "
                    + KindColumns.COLUMNS
                    + """
                    , extract(epoch FROM a.ended_at - a.leased_at)::float8 AS whole,
                      s.name AS stage, extract(epoch FROM s.ended_at - s.started_at)::float8 AS took
                    FROM attempt a JOIN build b USING (build_id)
                    LEFT JOIN stage s ON s.attempt_uid = a.attempt_uid AND s.status = 'Succeeded'
                      AND s.ended_at >= s.started_at
                    WHERE a.attempt_uid = ANY (?)
                    ORDER BY a.ended_at DESC, a.attempt_uid
                    """;

    private EndedBuilds() {}

    /** A build that ended, and where. */
    record Ended(BuildKind kind, String pool, BuildTimes times) {}

    /** Builds of these attempts, the last to end first. */
    static List<Ended> read(Connection connection, Collection<UUID> attempts) throws SQLException {
        Map<UUID, Reading> readings = new LinkedHashMap<>();
        Sql.list(
                connection,
                READ,
                row -> {
                    UUID attempt = Sql.uuid(row, "attempt_uid");
                    Reading reading = readings.get(attempt);
                    if (reading == null) {
                        reading =
                                new Reading(
                                        KindColumns.kind(row),
                                        row.getString("pool"),
                                        row.getDouble("whole"));
                        readings.put(attempt, reading);
                    }
                    StageName stage = EnumText.parse(StageName.class, row.getString("stage"));
                    return stage == null || reading.add(stage, row.getDouble("took"));
                },
                Sql.uuids(connection, attempts));
        return readings.values().stream().map(Reading::ended).toList();
    }

    /** A build whose stages are being read. */
    private static final class Reading {
        private final BuildKind kind;
        private final String pool;
        private final double whole;
        private final Double[] stages = new Double[StageName.values().length];

        Reading(BuildKind kind, String pool, double whole) {
            this.kind = kind;
            this.pool = pool;
            this.whole = whole;
            Arrays.fill(stages, 0.0);
        }

        boolean add(StageName stage, double seconds) {
            stages[stage.ordinal()] = seconds;
            return true;
        }

        Ended ended() {
            return new Ended(kind, pool, new BuildTimes(whole, List.of(stages)));
        }
    }
}
