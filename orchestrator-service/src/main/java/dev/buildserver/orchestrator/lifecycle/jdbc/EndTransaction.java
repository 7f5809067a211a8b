package dev.buildserver.orchestrator.lifecycle.jdbc;

import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.database.jdbc.EnumText;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.lifecycle.AttemptEnd;
import dev.buildserver.orchestrator.lifecycle.AttemptOutcome;
import dev.buildserver.orchestrator.lifecycle.BuildEnded;
import dev.buildserver.orchestrator.lifecycle.EndedAttempt;
import dev.buildserver.orchestrator.lifecycle.TaskStatus;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.queue.jdbc.ReadyTaskRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Ends one attempt, within a transaction. */
@ApplicationScoped
class EndTransaction {
    private final JsonColumn json;
    private final OrchestratorConfig config;

    EndTransaction(JsonColumn json, OrchestratorConfig config) {
        this.json = json;
        this.config = config;
    }

    Optional<EndedAttempt> run(Connection connection, AttemptEnd end) throws SQLException {
        Sql.first(
                connection,
                EndStatements.LOCK_BUILD,
                row -> row.getString(1),
                end.task().buildId());
        Optional<EndedTask> found =
                Sql.first(
                        connection,
                        EndStatements.END_TASK,
                        EndedTask::map,
                        end.task().buildId(),
                        end.task().taskNo(),
                        end.attemptUid(),
                        end.outcome().name(),
                        end.result() == null ? -1 : acceptedLastBatch(end),
                        config.attempts().backOff().toMillis() / 1_000.0);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        EndedTask task = found.get();
        recordReport(connection, end);
        recordAttempt(connection, end, task);
        List<ReadyTask> ready = nextTasks(connection, task);
        Optional<BuildEnded> build = countDown(connection, end, task);
        tellOthers(connection, end, task);
        return Optional.of(
                new EndedAttempt(
                        end.task(),
                        end.attemptUid(),
                        task.agentId(),
                        task.sessionId(),
                        task.outcome(),
                        task.status(),
                        task.leasedAt(),
                        ready,
                        build));
    }

    /** The row of the task, as its end left it. */
    private record EndedTask(
            TaskStatus status,
            int failures,
            boolean accepted,
            int attemptNo,
            UUID sessionId,
            String agentId,
            String hostname,
            Instant leasedAt,
            AttemptOutcome outcome,
            int lastBatch,
            ReadyTask asReady) {
        static EndedTask map(ResultSet row) throws SQLException {
            return new EndedTask(
                    TaskStatus.valueOf(row.getString("status")),
                    row.getInt("failures"),
                    row.getBoolean("accepted"),
                    row.getInt("attempt_no"),
                    Sql.uuid(row, "holder"),
                    row.getString("agent_id"),
                    row.getString("hostname"),
                    Sql.instant(row, "leased_at"),
                    AttemptOutcome.valueOf(row.getString("outcome")),
                    row.getInt("last_batch"),
                    ReadyTaskRow.map(row));
        }

        String endedAs() {
            if (accepted) {
                return "ACCEPTED";
            }
            boolean fromResult =
                    outcome == AttemptOutcome.SUCCEEDED || outcome == AttemptOutcome.FAILED;
            return fromResult ? AttemptOutcome.CANCELLED.name() : outcome.name();
        }
    }

    /** Only what is accepted must be complete; any other attempt keeps the log that it has. */
    private static int acceptedLastBatch(AttemptEnd end) {
        boolean mustBeComplete =
                end.outcome() == AttemptOutcome.SUCCEEDED || end.outcome() == AttemptOutcome.FAILED;
        return mustBeComplete ? end.result().result().lastBatch() : -1;
    }

    private void recordReport(Connection connection, AttemptEnd end) throws SQLException {
        if (end.result() != null) {
            AttemptResult result = end.result().result();
            AttemptReports.stages(connection, end.attemptUid(), result.stages());
            AttemptReports.replaceDiagnostics(
                    connection,
                    end.attemptUid(),
                    result.diagnostics(),
                    config.logs().maxDiagnostics());
            if (result.commit() != null) {
                AttemptReports.source(
                        connection, end.attemptUid(), result.commit(), result.branch());
            }
        }
        boolean stopped =
                end.outcome() == AttemptOutcome.CANCELLED
                        || end.outcome() == AttemptOutcome.RETURNED;
        Sql.update(
                connection,
                EndStatements.CLOSE_STAGES,
                (stopped ? StageStatus.CANCELLED : StageStatus.FAILED).toString(),
                end.attemptUid());
    }

    private void recordAttempt(Connection connection, AttemptEnd end, EndedTask task)
            throws SQLException {
        AttemptResult result = end.result() == null ? null : end.result().result();
        Sql.update(
                connection,
                EndStatements.RECORD_ATTEMPT,
                end.attemptUid(),
                end.task().buildId(),
                end.task().taskNo(),
                task.attemptNo(),
                task.agentId(),
                task.hostname(),
                task.sessionId(),
                task.leasedAt(),
                task.endedAs(),
                task.status().name(),
                end.reason(),
                result == null ? null : EnumText.of(result.failureReason()),
                end.result() == null ? null : end.result().digest(),
                result == null || result.artifacts() == null
                        ? null
                        : result.artifacts().manifestDigest(),
                task.lastBatch(),
                result == null ? null : json.write(result.testResults()));
    }

    private static List<ReadyTask> nextTasks(Connection connection, EndedTask task)
            throws SQLException {
        List<ReadyTask> ready = new ArrayList<>();
        if (task.status() == TaskStatus.READY) {
            ready.add(task.asReady());
        }
        if (task.status() == TaskStatus.SUCCEEDED) {
            Sql.list(
                            connection,
                            EndStatements.RESOLVE_DEPENDENTS,
                            row ->
                                    TaskStatus.READY.name().equals(row.getString("status"))
                                            ? ReadyTaskRow.map(row)
                                            : null,
                            task.asReady().key().buildId(),
                            task.asReady().key().taskNo())
                    .stream()
                    .filter(Objects::nonNull)
                    .forEach(ready::add);
        }
        return ready;
    }

    private static Optional<BuildEnded> countDown(
            Connection connection, AttemptEnd end, EndedTask task) throws SQLException {
        if (!task.status().isFinal()) {
            return Optional.empty();
        }
        int closed = 1;
        boolean failed = task.status() == TaskStatus.FAILED;
        if (failed) {
            closed +=
                    (int)
                            Sql.list(
                                            connection,
                                            EndStatements.FAIL_FAST,
                                            row -> row.getString("status"),
                                            end.task().buildId())
                                    .stream()
                                    .filter(TaskStatus.CANCELLED.name()::equals)
                                    .count();
        }
        return Sql.first(
                        connection,
                        EndStatements.COUNT_DOWN,
                        BuildEndRow::map,
                        end.task().buildId(),
                        end.attemptUid(),
                        closed,
                        failed ? 1 : 0,
                        failed ? failureReason(end, task).toString() : null,
                        failed ? errorMessage(end, task) : null)
                .orElseThrow();
    }

    private static FailureReason failureReason(AttemptEnd end, EndedTask task) {
        boolean infrastructure =
                task.outcome() == AttemptOutcome.INFRA || task.outcome() == AttemptOutcome.LOST;
        return infrastructure ? FailureReason.INFRASTRUCTURE_ERROR : end.failureReason();
    }

    private static String errorMessage(AttemptEnd end, EndedTask task) {
        String reason = end.reason() == null ? task.outcome() + " without a reason" : end.reason();
        return task.failures() > 1
                ? "Failed " + task.failures() + " times for want of infrastructure, last: " + reason
                : reason;
    }

    private static void tellOthers(Connection connection, AttemptEnd end, EndedTask task)
            throws SQLException {
        boolean sealed = end.result() != null && end.result().result().artifacts() != null;
        if (!task.accepted()) {
            Sql.update(
                    connection, EndStatements.TELL, "attempt.dropped", end.attemptUid().toString());
        } else if (sealed) {
            Sql.update(
                    connection,
                    EndStatements.TELL,
                    "attempt.accepted",
                    end.attemptUid().toString());
        }
    }
}
