package dev.buildserver.orchestrator.agents.jdbc;

import dev.buildserver.orchestrator.agents.AgentModeStore;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

@ApplicationScoped
class PostgresAgentModes implements AgentModeStore {
    private static final String TAKE_OUT =
            """
            UPDATE agent SET mode_since = CASE mode WHEN 'ACTIVE' THEN now() ELSE mode_since END,
              mode = 'MAINTENANCE', mode_reason = ?, mode_by = ?,
              drain_deadline = now() + make_interval(secs => ?::float8)
            WHERE agent_id = ?
            """;
    private static final String PUT_BACK =
            """
            UPDATE agent SET mode = 'ACTIVE', mode_reason = NULL, mode_by = NULL,
              mode_since = NULL, drain_deadline = NULL
            WHERE agent_id = ?
            """;

    private final Database database;

    PostgresAgentModes(Database database) {
        this.database = database;
    }

    @Override
    public boolean takeOut(String agentId, String reason, String by, Duration handBackAfter) {
        Double seconds = handBackAfter == null ? null : (double) handBackAfter.toSeconds();
        return database.transaction(c -> Sql.update(c, TAKE_OUT, reason, by, seconds, agentId)) > 0;
    }

    @Override
    public boolean putBack(String agentId) {
        return database.transaction(c -> Sql.update(c, PUT_BACK, agentId)) > 0;
    }
}
