package dev.buildserver.orchestrator.fleet.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.AgentDetails.RunningJob;
import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.agent.HealthCheck;
import dev.buildserver.contract.agent.Usage;
import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.domain.agent.TargetType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An agent with its live session, or its last one. */
final class AgentRow {
    private static final String SELECT =
            """
            SELECT a.*, p.target_type, s.session_id, s.status AS session_status, s.started_at, s.seen_at,
                   s.accepting, s.drain, s.cpu_percent, s.memory_percent, s.disk_bytes, s.checks
            FROM agent a
            JOIN pool p ON p.name = a.pool
            LEFT JOIN LATERAL (SELECT * FROM agent_session x WHERE x.agent_id = a.agent_id
                               ORDER BY (x.status = 'ACTIVE') DESC, x.started_at DESC LIMIT 1) s ON true
            ORDER BY a.agent_id
            """;
    private static final String RUNNING =
            """
            SELECT t.holder, b.build_id, b.project, b.build_number
            FROM task t JOIN build b USING (build_id)
            WHERE t.holder IS NOT NULL ORDER BY t.leased_at
            """;

    private AgentRow() {}

    static List<AgentDetails> all(Connection connection, ObjectMapper json) throws SQLException {
        Map<UUID, List<RunningJob>> running = running(connection);
        List<AgentDetails> agents = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                UUID session = row.getObject("session_id", UUID.class);
                agents.add(details(row, json, running.getOrDefault(session, List.of())));
            }
        }
        return agents;
    }

    private static Map<UUID, List<RunningJob>> running(Connection connection) throws SQLException {
        Map<UUID, List<RunningJob>> running = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(RUNNING);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                RunningJob job =
                        new RunningJob(
                                row.getObject("build_id", UUID.class),
                                row.getString("project"),
                                row.getLong("build_number"));
                running.computeIfAbsent(row.getObject("holder", UUID.class), k -> new ArrayList<>())
                        .add(job);
            }
        }
        return running;
    }

    private static AgentDetails details(ResultSet row, ObjectMapper json, List<RunningJob> running)
            throws SQLException {
        boolean live = "ACTIVE".equals(row.getString("session_status"));
        return new AgentDetails(
                row.getString("agent_id"),
                row.getString("hostname"),
                row.getString("pool"),
                targetType(row.getString("target_type")),
                status(row, live, !running.isEmpty()),
                running,
                usage(row),
                read(json, row.getString("capabilities"), new TypeReference<Capabilities>() {}),
                instant(row, "seen_at"),
                live ? instant(row, "started_at") : null,
                row.getString("checks") == null
                        ? List.of()
                        : read(
                                json,
                                row.getString("checks"),
                                new TypeReference<List<HealthCheck>>() {}),
                row.getString("agent_version"));
    }

    private static AgentStatus status(ResultSet row, boolean live, boolean busy)
            throws SQLException {
        if (!live) {
            return AgentStatus.OFFLINE;
        }
        if (busy) {
            return AgentStatus.BUILDING;
        }
        boolean willing =
                "ACTIVE".equals(row.getString("mode"))
                        && row.getBoolean("accepting")
                        && !row.getBoolean("drain");
        return willing ? AgentStatus.IDLE : AgentStatus.MAINTENANCE;
    }

    private static Usage usage(ResultSet row) throws SQLException {
        return row.getObject("cpu_percent") == null
                ? null
                : new Usage(
                        row.getDouble("cpu_percent"),
                        row.getDouble("memory_percent"),
                        row.getLong("disk_bytes"));
    }

    private static TargetType targetType(String name) {
        return Arrays.stream(TargetType.values())
                .filter(type -> type.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static <T> T read(ObjectMapper json, String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of agent holds no " + type.getType(), e);
        }
    }
}
