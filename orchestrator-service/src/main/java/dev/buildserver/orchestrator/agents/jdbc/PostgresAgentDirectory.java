package dev.buildserver.orchestrator.agents.jdbc;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.agent.HealthCheck;
import dev.buildserver.contract.agent.Maintenance;
import dev.buildserver.contract.agent.PoolDetails;
import dev.buildserver.contract.agent.Usage;
import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.domain.agent.TargetType;
import dev.buildserver.orchestrator.agents.AgentDirectory;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.EnumText;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class PostgresAgentDirectory implements AgentDirectory {
    private static final TypeReference<List<AgentDetails.RunningJob>> RUNNING =
            new TypeReference<>() {};
    private static final TypeReference<List<HealthCheck>> CHECKS = new TypeReference<>() {};

    // An agent's row with its last session, and what that session runs.
    private static final String AGENTS =
            """
            SELECT a.agent_id, a.hostname, a.pool, p.target_type, a.agent_version, a.capabilities,
              a.mode, a.mode_reason, a.mode_by, a.mode_since, a.drain_deadline,
              s.seen_at, s.checks, s.cpu_percent, s.memory_percent, s.disk_bytes,
              CASE WHEN s.status = 'ACTIVE' THEN s.started_at END AS connected_since,
              coalesce(r.running, '[]') AS running,
              CASE WHEN s.status IS DISTINCT FROM 'ACTIVE' THEN 'Offline'
                   WHEN r.tasks > 0 THEN 'Building'
                   WHEN a.mode = 'MAINTENANCE' OR s.drain OR NOT s.accepting THEN 'Maintenance'
                   ELSE 'Idle' END AS agent_status
            FROM agent a JOIN pool p ON p.name = a.pool
            LEFT JOIN LATERAL (
              SELECT * FROM agent_session x WHERE x.agent_id = a.agent_id
              ORDER BY x.session_id DESC LIMIT 1) s ON true
            LEFT JOIN LATERAL (
              SELECT count(*) AS tasks,
                jsonb_agg(jsonb_build_object('executionId', b.build_id,
                  'projectName', b.project, 'buildNumber', b.build_number)
                  ORDER BY t.leased_at) FILTER (WHERE b.tenant = ?) AS running
              FROM task t JOIN build b ON b.build_id = t.build_id
              WHERE t.holder = s.session_id) r ON true
            """;
    private static final String POOLS =
            "WITH x AS ("
                    + AGENTS
                    + """
                    )
                    SELECT p.name, p.target_type, count(x.agent_id) AS total,
                      count(*) FILTER (WHERE x.agent_status = 'Idle') AS idle,
                      count(*) FILTER (WHERE x.agent_status = 'Building') AS building,
                      count(*) FILTER (WHERE x.agent_status = 'Offline') AS offline,
                      count(*) FILTER (WHERE x.agent_status = 'Maintenance') AS maintenance,
                      coalesce(avg(x.cpu_percent) FILTER (WHERE x.agent_status <> 'Offline'), 0)
                        AS cpu,
                      coalesce(avg(x.memory_percent) FILTER (WHERE x.agent_status <> 'Offline'), 0)
                        AS memory,
                      coalesce(sum(x.disk_bytes) FILTER (WHERE x.agent_status <> 'Offline'), 0)::bigint
                        AS disk,
                      (SELECT count(*) FROM task t WHERE t.pool = p.name AND t.status = 'READY')
                        AS queued
                    FROM pool p LEFT JOIN x ON x.pool = p.name
                    GROUP BY p.name, p.target_type ORDER BY p.name
                    """;

    private static final String NOBODY = "";

    private final Database database;
    private final JsonColumn json;

    PostgresAgentDirectory(Database database, JsonColumn json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public List<AgentDetails> agents(String tenant) {
        return database.statement(
                c -> Sql.list(c, AGENTS + " ORDER BY a.agent_id", this::agent, tenant));
    }

    @Override
    public Optional<AgentDetails> agent(String agentId, String tenant) {
        return database.statement(
                c -> Sql.first(c, AGENTS + " WHERE a.agent_id = ?", this::agent, tenant, agentId));
    }

    @Override
    public List<PoolDetails> pools() {
        return database.statement(c -> Sql.list(c, POOLS, PostgresAgentDirectory::pool, NOBODY));
    }

    private AgentDetails agent(ResultSet row) throws SQLException {
        Double cpu = row.getObject("cpu_percent", Double.class);
        Usage usage =
                cpu == null
                        ? null
                        : new Usage(
                                cpu, row.getDouble("memory_percent"), row.getLong("disk_bytes"));
        return new AgentDetails(
                row.getString("agent_id"),
                row.getString("hostname"),
                row.getString("pool"),
                EnumText.parse(TargetType.class, row.getString("target_type")),
                EnumText.parse(AgentStatus.class, row.getString("agent_status")),
                json.read(row.getString("running"), RUNNING),
                usage,
                json.read(row.getString("capabilities"), Capabilities.class),
                Sql.instant(row, "seen_at"),
                Sql.instant(row, "connected_since"),
                row.getString("checks") == null
                        ? List.of()
                        : json.read(row.getString("checks"), CHECKS),
                row.getString("agent_version"),
                maintenance(row));
    }

    private static Maintenance maintenance(ResultSet row) throws SQLException {
        return "ACTIVE".equals(row.getString("mode"))
                ? null
                : new Maintenance(
                        row.getString("mode_reason"),
                        row.getString("mode_by"),
                        Sql.instant(row, "mode_since"),
                        Sql.instant(row, "drain_deadline"));
    }

    private static PoolDetails pool(ResultSet row) throws SQLException {
        return new PoolDetails(
                row.getString("name"),
                EnumText.parse(TargetType.class, row.getString("target_type")),
                row.getInt("total"),
                row.getInt("idle"),
                row.getInt("building"),
                row.getInt("offline"),
                row.getInt("maintenance"),
                row.getDouble("cpu"),
                row.getDouble("memory"),
                row.getLong("disk"),
                row.getInt("queued"));
    }
}
