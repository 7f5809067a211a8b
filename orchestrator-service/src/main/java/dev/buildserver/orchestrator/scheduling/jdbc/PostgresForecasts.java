package dev.buildserver.orchestrator.scheduling.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.lifecycle.BuildEnded;
import dev.buildserver.orchestrator.scheduling.Forecasts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
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

    // What many submissions ask for at the same time. Means follow this replica's own builds at
    // once, those of others when they are read again.
    private static final Duration MEANS_LIVE = Duration.ofSeconds(10);
    private static final int MOST_MEANS = 10_000;
    private static final int BUILDS_IN_MEAN = 10;

    private final Database database;
    private final Cache<List<String>, Optional<Duration>> means =
            Caffeine.newBuilder().maximumSize(MOST_MEANS).expireAfterWrite(MEANS_LIVE).build();

    PostgresForecasts(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Duration> meanDuration(String tenant, String project, String strategy) {
        return means.get(
                List.of(tenant, project, strategy), key -> readMean(tenant, project, strategy));
    }

    void ended(@Observes BuildEnded build) {
        if (build.status() == BuildStatus.SUCCEEDED && build.startedAt() != null) {
            Duration took = Duration.between(build.startedAt(), build.endedAt());
            means.asMap()
                    .computeIfPresent(
                            List.of(build.tenant(), build.project(), build.strategy()),
                            (key, mean) -> Optional.of(blend(mean.orElse(took), took)));
        }
    }

    private static Duration blend(Duration mean, Duration last) {
        return mean.plus(last.minus(mean).dividedBy(BUILDS_IN_MEAN));
    }

    private Optional<Duration> readMean(String tenant, String project, String strategy) {
        return database.statement(
                c ->
                        Sql.first(
                                c,
                                MEAN,
                                row -> Duration.ofMillis((long) (row.getDouble(1) * 1_000)),
                                tenant,
                                project,
                                strategy));
    }
}
