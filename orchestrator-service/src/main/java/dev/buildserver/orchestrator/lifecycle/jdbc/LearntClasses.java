package dev.buildserver.orchestrator.lifecycle.jdbc;

import dev.buildserver.contract.build.RequirementClass;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.lifecycle.AttemptEnd;
import dev.buildserver.orchestrator.lifecycle.jdbc.EndTransaction.Effect;
import dev.buildserver.orchestrator.requirement.jdbc.RequirementClassRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Remembers what sources turned out to need, for the next builds of them. */
@ApplicationScoped
class LearntClasses {
    // Sorted: two transactions that learn of the same sources never wait for each other.
    private static final String REMEMBER =
            """
            INSERT INTO learnt_class (tenant, project, solution_path, git_ref, base_class, class_id)
            SELECT DISTINCT ON (b.tenant, b.project, b.spec ->> 'solutionPath', b.git_ref, n.base_class)
              b.tenant, b.project, b.spec ->> 'solutionPath', b.git_ref, n.base_class, n.class_id
            FROM unnest(?::uuid[], ?::text[], ?::text[]) AS n(build_id, base_class, class_id)
            JOIN build b ON b.build_id = n.build_id
            ORDER BY 1, 2, 3, 4, 5
            ON CONFLICT (tenant, project, solution_path, git_ref, base_class)
              DO UPDATE SET class_id = excluded.class_id, learnt_at = now()
            """;
    private static final List<String> TYPES = List.of("uuid", "text", "text");

    private final RequirementClassRows classes;

    LearntClasses(RequirementClassRows classes) {
        this.classes = classes;
    }

    /** The class in which the task goes on; null: as before. */
    static String next(AttemptEnd end) {
        return end.learnt() == null ? null : RequirementClass.of(end.learnt().requirements());
    }

    void write(Connection connection, List<Effect> effects) throws SQLException {
        List<AttemptEnd> learning =
                effects.stream().map(Effect::end).filter(end -> end.learnt() != null).toList();
        classes.use(connection, learning.stream().map(end -> end.learnt().requirements()).toList());
        Sql.rows(
                connection,
                REMEMBER,
                TYPES,
                learning.stream()
                        .map(
                                end ->
                                        new Object[] {
                                            end.task().buildId(),
                                            end.learnt().baseClass(),
                                            next(end)
                                        })
                        .toList());
    }
}
