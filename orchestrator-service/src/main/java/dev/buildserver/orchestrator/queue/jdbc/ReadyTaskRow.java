package dev.buildserver.orchestrator.queue.jdbc;

import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** The columns of a ready task, for every statement that selects or returns some. */
public final class ReadyTaskRow {
    private ReadyTaskRow() {}

    /** A list of columns of a table or alias {@code t}. */
    public static final String COLUMNS =
            "t.build_id, t.task_no, t.pool, t.priority, t.version, t.ready_at, t.excluded,"
                    + " t.tenant, t.project, t.class, t.affinity,"
                    + " extract(epoch FROM greatest(t.not_before - now(), interval '0')) AS delay";

    /** A row of {@link #COLUMNS}. */
    public static ReadyTask map(ResultSet row) throws SQLException {
        return new ReadyTask(
                new TaskKey(Sql.uuid(row, "build_id"), row.getInt("task_no")),
                row.getString("pool"),
                row.getInt("priority"),
                row.getInt("version"),
                Sql.instant(row, "ready_at"),
                Duration.ofMillis((long) Math.ceil(row.getDouble("delay") * 1_000)),
                Sql.textList(row, "excluded"),
                row.getString("tenant"),
                row.getString("project"),
                row.getString("class"),
                row.getString("affinity"));
    }
}
