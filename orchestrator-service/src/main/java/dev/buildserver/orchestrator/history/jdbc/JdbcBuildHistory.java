package dev.buildserver.orchestrator.history.jdbc;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.contract.build.AttemptSummary;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.BuildPage;
import dev.buildserver.contract.build.BuildSummary;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.orchestrator.history.BuildCursor;
import dev.buildserver.orchestrator.history.BuildHistory;
import dev.buildserver.orchestrator.history.BuildQuery;
import dev.buildserver.orchestrator.history.QueueEstimate;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Builds as PostgreSQL has them. Each read uses one connection and sees committed rows only. */
@ApplicationScoped
class JdbcBuildHistory implements BuildHistory {
    private final DataSource database;
    private final ObjectMapper json;

    JdbcBuildHistory(DataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Optional<BuildDetails> details(String tenant, UUID build) {
        return read(
                connection -> {
                    Optional<BuildRow> row = BuildRow.find(connection, json, tenant, build);
                    return row.isEmpty()
                            ? Optional.empty()
                            : Optional.of(details(connection, row.get()));
                });
    }

    @Override
    public BuildPage page(BuildQuery query) {
        return read(
                connection -> {
                    // One row more than asked for tells whether there is a next page.
                    List<BuildSummary> found = BuildListSql.select(connection, query);
                    if (found.size() <= query.limit()) {
                        return new BuildPage(found, null);
                    }
                    List<BuildSummary> page = found.subList(0, query.limit());
                    UUID last = page.get(page.size() - 1).executionId();
                    return new BuildPage(page, BuildCursor.after(last));
                });
    }

    @Override
    public QueueEstimate estimate(UUID build) {
        return read(connection -> EstimateSql.estimate(connection, build));
    }

    private BuildDetails details(Connection connection, BuildRow row) throws SQLException {
        AttemptRows attempts = AttemptRows.of(connection, json, row.buildId());
        UUID shown = attempts.shown();
        List<StageResult> stages = StageSql.stages(connection, shown);
        BuildStatus status = row.status();
        boolean queued = status == BuildStatus.QUEUED;
        QueueEstimate estimate = EstimateSql.estimate(connection, row.buildId());
        AttemptRows.Source source = attempts.source(connection);
        return new BuildDetails(
                row.buildId(),
                row.tenant(),
                row.buildNumber(),
                row.job(),
                row.pool(),
                row.strategy(),
                row.strategyReason(),
                row.priority(),
                row.forceClean(),
                status,
                row.failureReason(),
                row.errorMessage(),
                status.isFinal() || row.leased() ? null : WaitingSql.reason(connection, row),
                row.createdAt(),
                startOf(row, attempts.summaries()),
                row.endedAt(),
                queued ? estimate.queuePosition() : null,
                queued ? estimate.estimatedStartTime() : null,
                estimate.estimatedDuration(),
                row.traceId(),
                row.commit() == null ? source.commit() : row.commit(),
                row.branch() == null ? source.branch() : row.branch(),
                status == BuildStatus.RUNNING ? currentStage(stages) : null,
                stages,
                attempts.summaries(),
                attempts.testResults(),
                DiagnosticSql.diagnostics(connection, shown),
                row.acceptedAttempt(),
                row.rerunOf(),
                row.cancelRequested());
    }

    private static Instant startOf(BuildRow row, List<AttemptSummary> attempts) {
        if (row.startedAt() != null) {
            return row.startedAt();
        }
        return attempts.isEmpty() ? null : attempts.get(0).startTime();
    }

    private static StageName currentStage(List<StageResult> stages) {
        return stages.stream()
                .filter(stage -> stage.status() == StageStatus.RUNNING)
                .map(StageResult::name)
                .findFirst()
                .orElse(null);
    }

    private <T> T read(Read<T> read) {
        try (Connection connection = database.getConnection()) {
            return read.from(connection);
        } catch (SQLException e) {
            throw new BuildServerException(
                    ErrorCode.UNAVAILABLE, "The database does not answer as it should", e);
        }
    }

    @FunctionalInterface
    private interface Read<T> {
        T from(Connection connection) throws SQLException;
    }
}
