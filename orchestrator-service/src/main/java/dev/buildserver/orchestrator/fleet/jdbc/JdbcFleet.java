package dev.buildserver.orchestrator.fleet.jdbc;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.PoolDetails;
import dev.buildserver.contract.agent.Usage;
import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.domain.agent.TargetType;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.orchestrator.fleet.Fleet;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;

/** Agents and pools as PostgreSQL has them. */
@ApplicationScoped
class JdbcFleet implements Fleet {
    private static final String POOLS =
            """
            SELECT p.name, p.target_type,
                   (SELECT count(*) FROM task t WHERE t.pool = p.name AND t.status = 'READY') AS queued
            FROM pool p ORDER BY p.name
            """;

    private final DataSource database;
    private final ObjectMapper json;

    JdbcFleet(DataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public List<AgentDetails> agents() {
        try (Connection connection = database.getConnection()) {
            return AgentRow.all(connection, json);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public Optional<AgentDetails> agent(String agentId) {
        return agents().stream().filter(agent -> agent.agentId().equals(agentId)).findFirst();
    }

    @Override
    public List<PoolDetails> pools() {
        List<PoolDetails> pools = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            List<AgentDetails> agents = AgentRow.all(connection, json);
            try (PreparedStatement select = connection.prepareStatement(POOLS);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    pools.add(pool(row, agents));
                }
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
        return pools;
    }

    private static PoolDetails pool(ResultSet row, List<AgentDetails> all) throws SQLException {
        String name = row.getString("name");
        String type = row.getString("target_type");
        List<AgentDetails> agents = all.stream().filter(a -> a.pool().equals(name)).toList();
        List<Usage> usages =
                agents.stream()
                        .filter(a -> a.status() != AgentStatus.OFFLINE)
                        .map(AgentDetails::usage)
                        .filter(Objects::nonNull)
                        .toList();
        return new PoolDetails(
                name,
                Arrays.stream(TargetType.values())
                        .filter(t -> t.toString().equals(type))
                        .findFirst()
                        .orElseThrow(),
                agents.size(),
                count(agents, AgentStatus.IDLE),
                count(agents, AgentStatus.BUILDING),
                count(agents, AgentStatus.OFFLINE),
                count(agents, AgentStatus.MAINTENANCE),
                mean(usages, Usage::cpuPercent),
                mean(usages, Usage::memoryPercent),
                usages.stream().mapToLong(Usage::availableDiskBytes).sum(),
                row.getInt("queued"));
    }

    private static int count(List<AgentDetails> agents, AgentStatus status) {
        return (int) agents.stream().filter(agent -> agent.status() == status).count();
    }

    private static double mean(List<Usage> usages, ToDoubleFunction<Usage> figure) {
        return usages.stream().mapToDouble(figure).average().orElse(0);
    }

    private static BuildServerException unavailable(SQLException cause) {
        return new BuildServerException(
                ErrorCode.UNAVAILABLE, "The database does not answer as it should", cause);
    }
}
