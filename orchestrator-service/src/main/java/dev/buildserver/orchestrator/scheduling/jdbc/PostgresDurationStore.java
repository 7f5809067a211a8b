package dev.buildserver.orchestrator.scheduling.jdbc;

import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.scheduling.BuildKind;
import dev.buildserver.orchestrator.scheduling.BuildTimes;
import dev.buildserver.orchestrator.scheduling.DurationStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class PostgresDurationStore implements DurationStore {
    private static final String OF_PROJECT =
            """
            SELECT tenant, project, strategy, variant, recent FROM learnt_duration
            WHERE tenant = ? AND project = ? ORDER BY learnt_at DESC LIMIT 100
            """;
    private static final String RECENT =
            """
            SELECT recent FROM learnt_duration
            WHERE tenant = ? AND project = '' AND strategy = ? AND variant = '' AND pool = ?
            """;
    private static final String FORGET =
            "DELETE FROM learnt_duration WHERE learnt_at < now() - interval '180 days'";

    private final Database database;

    PostgresDurationStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Lately> ofProject(String tenant, String project) {
        return database.statement(
                c ->
                        Sql.list(
                                c,
                                OF_PROJECT,
                                row ->
                                        new Lately(
                                                new BuildKind(
                                                        row.getString("tenant"),
                                                        row.getString("project"),
                                                        row.getString("strategy"),
                                                        row.getString("variant")),
                                                builds(row)),
                                tenant,
                                project));
    }

    @Override
    public List<BuildTimes> ofTenant(String tenant, String strategy) {
        return recent(tenant, strategy, "");
    }

    @Override
    public List<BuildTimes> ofPool(String pool) {
        return recent("", "", pool);
    }

    private List<BuildTimes> recent(String tenant, String strategy, String pool) {
        return database.statement(
                        c ->
                                Sql.first(
                                        c,
                                        RECENT,
                                        PostgresDurationStore::builds,
                                        tenant,
                                        strategy,
                                        pool))
                .orElse(List.of());
    }

    @Override
    public void learn(Collection<UUID> attempts) {
        database.run(connection -> learn(connection, attempts));
    }

    private static void learn(Connection connection, Collection<UUID> attempts)
            throws SQLException {
        new Lessons(EndedBuilds.read(connection, attempts)).write(connection);
    }

    @Override
    public void forgetOld() {
        database.run(c -> Sql.update(c, FORGET));
    }

    private static List<BuildTimes> builds(ResultSet row) throws SQLException {
        Float[] numbers = (Float[]) row.getArray("recent").getArray();
        return BuildTimes.ofNumbers(Arrays.stream(numbers).map(Float::doubleValue).toList());
    }
}
