package dev.buildserver.orchestrator.lifecycle.jdbc;

import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.lifecycle.HandBackReads;
import dev.buildserver.orchestrator.queue.TaskKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PostgresHandBackReads implements HandBackReads {
    private static final String FIND =
            """
            SELECT b.spec, t.pool, a.agent_id, a.capabilities
            FROM task t JOIN build b ON b.build_id = t.build_id
            JOIN agent_session s ON s.session_id = t.holder
            JOIN agent a ON a.agent_id = s.agent_id
            WHERE t.build_id = ? AND t.task_no = ? AND t.attempt_uid = ? AND t.status = 'LEASED'
            """;

    private final Database database;
    private final JsonColumn json;

    PostgresHandBackReads(Database database, JsonColumn json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Optional<Running> find(TaskKey task, UUID attemptUid) {
        return database.transaction(
                c ->
                        Sql.first(
                                c,
                                FIND,
                                row ->
                                        new Running(
                                                json.read(row.getString("spec"), BuildJob.class),
                                                row.getString("pool"),
                                                row.getString("agent_id"),
                                                json.read(
                                                        row.getString("capabilities"),
                                                        Capabilities.class)),
                                task.buildId(),
                                task.taskNo(),
                                attemptUid));
    }
}
