package dev.buildserver.orchestrator.agents.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.orchestrator.agents.Fleet;
import dev.buildserver.orchestrator.agents.PoolLoad;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

@ApplicationScoped
class PostgresFleet implements Fleet {
    // Agents of a pool are much alike: a few groups, however many there are.
    private static final String LOAD =
            """
            SELECT a.capabilities, count(*) AS agents,
              count(*) FILTER (WHERE s.accepting AND NOT s.drain AND a.mode = 'ACTIVE')
                AS accepting,
              coalesce(sum(r.tasks), 0) AS running
            FROM agent_session s JOIN agent a USING (agent_id)
            LEFT JOIN (SELECT holder, count(*) AS tasks FROM task
                       WHERE holder IS NOT NULL AND pool = ? GROUP BY holder) r
              ON r.holder = s.session_id
            WHERE s.status = 'ACTIVE' AND a.pool = ?
            GROUP BY a.capabilities
            """;

    // What many submissions ask for at the same time.
    private static final Duration LIVES = Duration.ofMillis(250);

    private final Database database;
    private final JsonColumn json;
    private final Cache<String, PoolLoad> loads =
            Caffeine.newBuilder().expireAfterWrite(LIVES).build();

    PostgresFleet(Database database, JsonColumn json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public PoolLoad load(String pool) {
        return loads.get(pool, this::loadNow);
    }

    @Override
    public PoolLoad loadNow(String pool) {
        return new PoolLoad(
                database.transaction(
                        c ->
                                Sql.list(
                                        c,
                                        LOAD,
                                        row ->
                                                new Group(
                                                        json.read(
                                                                row.getString("capabilities"),
                                                                Capabilities.class),
                                                        row.getInt("agents"),
                                                        row.getInt("accepting"),
                                                        row.getInt("running")),
                                        pool,
                                        pool)));
    }
}
