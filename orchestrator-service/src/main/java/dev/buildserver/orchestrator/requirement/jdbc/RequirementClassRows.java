package dev.buildserver.orchestrator.requirement.jdbc;

import dev.buildserver.contract.build.RequirementClass;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Notes classes within the transactions that make tasks of them. */
@ApplicationScoped
public class RequirementClassRows {
    // Locks the rows, so that nobody forgets a class of which a task is being made; in one order
    // for all, so that two transactions never wait for each other.
    private static final String USE =
            """
            INSERT INTO requirement_class AS c (class_id, requirements)
            SELECT class_id, requirements::jsonb
            FROM unnest(?::text[], ?::text[]) AS n(class_id, requirements)
            ON CONFLICT (class_id) DO UPDATE SET used_at = now()
              WHERE c.used_at < now() - interval '1 hour'
            """;
    private static final List<String> TYPES = List.of("text", "text");

    private final JsonColumn json;

    RequirementClassRows(JsonColumn json) {
        this.json = json;
    }

    /** Makes sure that the classes of these exist, until the transaction ends and a day longer. */
    public void use(Connection connection, Collection<Requirements> requirements)
            throws SQLException {
        TreeMap<String, Requirements> classes = new TreeMap<>();
        requirements.forEach(required -> classes.put(RequirementClass.of(required), required));
        classes.remove(RequirementClass.ANY);
        Sql.rows(
                connection,
                USE,
                TYPES,
                classes.entrySet().stream()
                        .map(entry -> new Object[] {entry.getKey(), json.write(entry.getValue())})
                        .toList());
    }
}
