package dev.buildserver.orchestrator.requirement.jdbc;

import dev.buildserver.contract.build.Requirements;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.requirement.RequirementClassStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

@ApplicationScoped
class PostgresRequirementClassStore implements RequirementClassStore {
    private static final String ALL = "SELECT class_id, requirements FROM requirement_class";

    // A class lives a day longer than what was learnt of it: whoever has just read that still finds
    // the class.
    private static final String FORGET_LEARNT =
            """
            WITH gone AS (
              DELETE FROM learnt_class WHERE learnt_at < now() - interval '30 days'
              RETURNING class_id)
            UPDATE requirement_class SET used_at = now()
            WHERE class_id IN (SELECT class_id FROM gone)
            """;
    // Two statements: the second sees the tasks of those who held the locks before the first.
    private static final String LOCK_UNUSED =
            """
            SELECT class_id FROM requirement_class WHERE used_at < now() - interval '1 day'
            FOR UPDATE SKIP LOCKED
            """;
    private static final String FORGET =
            """
            DELETE FROM requirement_class c WHERE class_id = ANY (?)
              AND NOT EXISTS (SELECT 1 FROM learnt_class l WHERE l.class_id = c.class_id)
              AND NOT EXISTS (
                SELECT 1 FROM task t WHERE t.class = c.class_id AND t.class <> ''
                  AND t.status IN ('BLOCKED', 'READY', 'LEASED'))
            """;

    private final Database database;
    private final JsonColumn json;

    PostgresRequirementClassStore(Database database, JsonColumn json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Map<String, Requirements> all() {
        record Entry(String id, Requirements requirements) {}
        return database
                .transaction(
                        c ->
                                Sql.list(
                                        c,
                                        ALL,
                                        row ->
                                                new Entry(
                                                        row.getString("class_id"),
                                                        json.read(
                                                                row.getString("requirements"),
                                                                Requirements.class))))
                .stream()
                .collect(Collectors.toMap(Entry::id, Entry::requirements));
    }

    @Override
    public void forgetUnused() {
        database.run(c -> Sql.update(c, FORGET_LEARNT));
        database.run(
                c -> {
                    List<String> unused =
                            Sql.list(c, LOCK_UNUSED, row -> row.getString("class_id"));
                    if (!unused.isEmpty()) {
                        Sql.update(c, FORGET, Sql.texts(c, unused));
                    }
                });
    }
}
