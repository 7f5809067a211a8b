package dev.buildserver.orchestrator.scheduling.jdbc;

import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.scheduling.BuildKind;
import dev.buildserver.orchestrator.scheduling.BuildTimes;
import dev.buildserver.orchestrator.scheduling.jdbc.EndedBuilds.Ended;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What builds teach of their kinds, their tenants and their pools: a row of each. */
final class Lessons {
    private static final int KEPT = 12;
    private static final String WRITE =
            """
            INSERT INTO learnt_duration AS l (tenant, project, strategy, variant, pool, recent)
            SELECT tenant, project, strategy, variant, pool, recent::real[]
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
              AS n(tenant, project, strategy, variant, pool, recent)
            ON CONFLICT (tenant, project, strategy, variant, pool) DO UPDATE SET
              recent = (excluded.recent || l.recent)[1:%d], learnt_at = now()
            """
                    .formatted(KEPT * BuildTimes.WIDTH);
    private static final List<String> TYPES =
            List.of("text", "text", "text", "text", "text", "text");

    // In one order at every replica: rows are locked in it.
    private final Map<String, Lesson> lessons = new TreeMap<>();

    /**
     * @param builds the last to end first
     */
    Lessons(List<Ended> builds) {
        for (Ended build : builds) {
            BuildKind kind = build.kind();
            add(kind, "", build.times());
            add(new BuildKind(kind.tenant(), "", kind.strategy(), ""), "", build.times());
            add(new BuildKind("", "", "", ""), build.pool(), build.times());
        }
    }

    /** New builds of a row, newest first. */
    private record Lesson(BuildKind kind, String pool, List<BuildTimes> builds) {}

    private void add(BuildKind kind, String pool, BuildTimes times) {
        List<BuildTimes> builds =
                lessons.computeIfAbsent(
                                kind + pool, key -> new Lesson(kind, pool, new ArrayList<>()))
                        .builds();
        if (builds.size() < KEPT) {
            builds.add(times);
        }
    }

    void write(Connection connection) throws SQLException {
        Sql.rows(connection, WRITE, TYPES, lessons.values().stream().map(Lessons::row).toList());
    }

    private static Object[] row(Lesson lesson) {
        BuildKind kind = lesson.kind();
        String numbers =
                BuildTimes.numbers(lesson.builds()).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(",", "{", "}"));
        return new Object[] {
            kind.tenant(), kind.project(), kind.strategy(), kind.variant(), lesson.pool(), numbers
        };
    }
}
