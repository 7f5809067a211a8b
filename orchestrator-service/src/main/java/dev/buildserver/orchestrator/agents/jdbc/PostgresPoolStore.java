package dev.buildserver.orchestrator.agents.jdbc;

import dev.buildserver.domain.agent.TargetType;
import dev.buildserver.orchestrator.agents.Pool;
import dev.buildserver.orchestrator.agents.PoolStore;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.EnumText;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class PostgresPoolStore implements PoolStore {
    private static final String ENSURE =
            """
            INSERT INTO pool (name, target_type) VALUES (?, ?)
            ON CONFLICT (lower(name)) DO UPDATE SET target_type = excluded.target_type
            """;
    private static final String ALL = "SELECT name, target_type FROM pool ORDER BY name";

    private final Database database;

    PostgresPoolStore(Database database) {
        this.database = database;
    }

    @Override
    public void ensure(List<Pool> pools) {
        database.run(
                connection ->
                        Sql.batch(
                                connection,
                                ENSURE,
                                pools.stream()
                                        .map(
                                                p ->
                                                        new Object[] {
                                                            p.name(), p.targetType().toString()
                                                        })
                                        .toList()));
    }

    @Override
    public List<Pool> all() {
        return database.transaction(
                connection ->
                        Sql.list(
                                connection,
                                ALL,
                                row ->
                                        new Pool(
                                                row.getString("name"),
                                                EnumText.parse(
                                                        TargetType.class,
                                                        row.getString("target_type")))));
    }
}
