package dev.buildserver.orchestrator.scheduling.jdbc;

import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.scheduling.Forecasts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

@ApplicationScoped
class PostgresForecasts implements Forecasts {
    private static final String MEAN =
            """
            SELECT avg(seconds) FROM (
              SELECT extract(epoch FROM ended_at - started_at) AS seconds FROM (
                SELECT status, strategy, started_at, ended_at FROM build
                WHERE tenant = ? AND project = ? ORDER BY build_number DESC LIMIT 100) lately
              WHERE status = 'SUCCEEDED' AND strategy = ? AND started_at IS NOT NULL
              LIMIT 10) last
            HAVING count(*) > 0
            """;
    private static final String LOAD =
            """
            SELECT count(*) AS agents,
              count(*) FILTER (WHERE s.accepting AND NOT s.drain AND a.mode = 'ACTIVE')
                AS accepting,
              coalesce(sum((a.capabilities ->> 'maxConcurrentBuilds')::int), 0) AS slots,
              (SELECT count(*) FROM task t WHERE t.holder IS NOT NULL AND t.pool = ?) AS running
            FROM agent_session s JOIN agent a USING (agent_id)
            WHERE s.status = 'ACTIVE' AND a.pool = ?
            """;

    private final Database database;

    PostgresForecasts(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Duration> meanDuration(String tenant, String project, String strategy) {
        return database.transaction(
                c ->
                        Sql.first(
                                c,
                                MEAN,
                                row -> Duration.ofMillis((long) (row.getDouble(1) * 1_000)),
                                tenant,
                                project,
                                strategy));
    }

    @Override
    public PoolLoad load(String pool) {
        return database.transaction(
                c ->
                        Sql.first(
                                        c,
                                        LOAD,
                                        row ->
                                                new PoolLoad(
                                                        row.getInt("agents"),
                                                        row.getInt("accepting"),
                                                        row.getInt("slots"),
                                                        row.getInt("running")),
                                        pool,
                                        pool)
                                .orElseThrow());
    }
}
