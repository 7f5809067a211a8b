package dev.buildserver.orchestrator.lifecycle.jdbc;

import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.domain.task.AttemptState;
import dev.buildserver.domain.task.TaskStatus;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.queue.jdbc.ReadyTaskRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** The row of a task, as the end of its attempt left it. */
record EndedTaskRow(
        UUID attemptUid,
        TaskStatus status,
        int failures,
        boolean accepted,
        boolean limited,
        int attemptNo,
        UUID sessionId,
        String agentId,
        String hostname,
        Instant leasedAt,
        AttemptOutcome outcome,
        int lastBatch,
        ReadyTask asReady) {

    /** A row of {@link EndStatements#END_TASKS}. */
    static EndedTaskRow map(ResultSet row) throws SQLException {
        return new EndedTaskRow(
                Sql.uuid(row, "attempt_uid"),
                TaskStatus.valueOf(row.getString("status")),
                row.getInt("failures"),
                row.getBoolean("accepted"),
                row.getBoolean("limited"),
                row.getInt("attempt_no"),
                Sql.uuid(row, "holder"),
                row.getString("agent_id"),
                row.getString("hostname"),
                Sql.instant(row, "leased_at"),
                AttemptOutcome.valueOf(row.getString("outcome")),
                row.getInt("last_batch"),
                ReadyTaskRow.map(row));
    }

    /** How the attempt is recorded: a result that came after a cancel is not accepted. */
    String endedAs() {
        return AttemptState.Kind.ended(outcome, accepted).name();
    }

    boolean failedForWantOfInfrastructure() {
        return outcome.isInfrastructure();
    }
}
