package dev.buildserver.orchestrator.queue.jdbc;

import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.requirement.RequirementClasses;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Ends the exclusions of tasks for which every agent that could take them is excluded. */
@ApplicationScoped
class EndedExclusions {
    // Agents of pools in which a task with requirements excludes some; mostly none.
    private static final String AGENTS =
            """
            SELECT a.agent_id, a.capabilities FROM agent_session s JOIN agent a USING (agent_id)
            WHERE s.status = 'ACTIVE' AND a.pool IN (
              SELECT t.pool FROM task t
              WHERE t.status = 'READY' AND t.excluded <> '{}' AND t.class <> '')
            """;
    private static final String END =
            """
            UPDATE task t SET excluded = '{}', version = version + 1
            WHERE t.status = 'READY' AND t.excluded <> '{}'
              AND NOT EXISTS (
                SELECT 1 FROM agent_session s JOIN agent a USING (agent_id)
                WHERE s.status = 'ACTIVE' AND NOT s.drain AND a.pool = t.pool
                  AND a.mode = 'ACTIVE' AND NOT a.agent_id = ANY (t.excluded)
                  AND (t.class = '' OR (a.agent_id, t.class) IN (
                    SELECT * FROM unnest(?::text[], ?::text[]) AS serves(agent_id, class))))
            RETURNING\s"""
                    + ReadyTaskRow.COLUMNS;

    private final RequirementClasses classes;
    private final JsonColumn json;

    EndedExclusions(RequirementClasses classes, JsonColumn json) {
        this.classes = classes;
        this.json = json;
    }

    List<ReadyTask> end(Connection connection) throws SQLException {
        record Serves(String agentId, String classId) {}
        List<Serves> serves = new ArrayList<>();
        Sql.list(
                connection,
                AGENTS,
                row -> {
                    String agentId = row.getString("agent_id");
                    Capabilities can = json.read(row.getString("capabilities"), Capabilities.class);
                    classes.servedBy(can).forEach(id -> serves.add(new Serves(agentId, id)));
                    return agentId;
                });
        return Sql.list(
                connection,
                END,
                ReadyTaskRow::map,
                Sql.texts(connection, serves.stream().map(Serves::agentId).toList()),
                Sql.texts(connection, serves.stream().map(Serves::classId).toList()));
    }
}
