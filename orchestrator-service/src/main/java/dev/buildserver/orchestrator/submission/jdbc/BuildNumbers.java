package dev.buildserver.orchestrator.submission.jdbc;

import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.database.jdbc.Sql.Query;
import dev.buildserver.orchestrator.submission.RepositoryAddress;
import dev.buildserver.orchestrator.submission.SubmissionStore.NewBuild;
import dev.buildserver.orchestrator.submission.SubmissionStore.Submission;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Numbers builds within their project, without a hole and without a twin. The project stays locked
 * until the transaction ends, in which the builds are made and their numbers count.
 */
final class BuildNumbers {
    private static final String ENSURE =
            """
            INSERT INTO project (tenant, name, repository_url)
            SELECT * FROM unnest(?::text[], ?::text[], ?::text[])
            ON CONFLICT DO NOTHING
            """;
    // Sorted by the caller, so that two replicas wait for one another in one direction only.
    private static final String LOCK =
            """
            SELECT p.tenant, p.name, p.repository_url, p.last_build_number, now() AS at
            FROM project p
            JOIN (SELECT * FROM unnest(?::text[], ?::text[]) AS n(tenant, name) %s) n
              ON p.tenant = n.tenant AND p.name = n.name
            ORDER BY p.tenant, p.name FOR NO KEY UPDATE OF p
            """
                    .formatted(Sql.FEW);

    private BuildNumbers() {}

    /** Which project. */
    record Name(String tenant, String project) {
        static Name of(NewBuild build) {
            return new Name(build.tenant(), build.job().projectName());
        }
    }

    /**
     * The number of a build.
     *
     * @param ownRepository whether it builds the project's repository
     * @param at the transaction's time, by the database's clock
     */
    record Numbered(long number, boolean ownRepository, Instant at) {}

    /** A project, locked. */
    record Project(Name name, String repository, long lastNumber, Instant at) {
        static Project map(ResultSet row) throws SQLException {
            return new Project(
                    new Name(row.getString("tenant"), row.getString("name")),
                    row.getString("repository_url"),
                    row.getLong("last_build_number"),
                    Sql.instant(row, "at"));
        }

        boolean takes(NewBuild build) {
            return build.mayRebind() || owns(build);
        }

        boolean owns(NewBuild build) {
            return RepositoryAddress.same(repository, build.job().repositoryUrl());
        }
    }

    /** Locks the projects of builds; its rows are those that exist. */
    static Query<Project> lock(Connection connection, List<NewBuild> builds) throws SQLException {
        List<Name> names = builds.stream().map(Name::of).distinct().toList();
        return new Query<>(
                LOCK,
                Project::map,
                Sql.texts(connection, names.stream().map(Name::tenant).toList()),
                Sql.texts(connection, names.stream().map(Name::project).toList()));
    }

    /**
     * The numbers of builds. The first build of a project makes it.
     *
     * @param builds sorted by tenant and project
     * @param locked what {@link #lock} found of these builds, and perhaps of others
     * @param refused gets those of other repositories than their project's; their keys are free
     *     again
     */
    static Map<UUID, Numbered> give(
            Connection connection,
            List<NewBuild> builds,
            List<Project> locked,
            Map<UUID, Submission> refused)
            throws SQLException {
        Map<Name, List<NewBuild>> byProject = new LinkedHashMap<>();
        builds.forEach(
                build ->
                        byProject
                                .computeIfAbsent(Name.of(build), name -> new ArrayList<>())
                                .add(build));
        Map<UUID, Numbered> numbers = new HashMap<>();
        List<NewBuild> strangers = new ArrayList<>();
        for (Project project : made(connection, builds, byProject, locked)) {
            long number = project.lastNumber();
            for (NewBuild build : byProject.get(project.name())) {
                if (project.takes(build)) {
                    numbers.put(
                            build.buildId(),
                            new Numbered(++number, project.owns(build), project.at()));
                } else {
                    strangers.add(build);
                    refused.put(
                            build.buildId(), new Submission.OtherRepository(project.repository()));
                }
            }
        }
        IdempotencyKeys.release(connection, strangers);
        return numbers;
    }

    /** Of each of the builds, also where the first of a project is among them. */
    private static List<Project> made(
            Connection connection,
            List<NewBuild> builds,
            Map<Name, List<NewBuild>> byProject,
            List<Project> locked)
            throws SQLException {
        List<Project> known = locked.stream().filter(p -> byProject.containsKey(p.name())).toList();
        if (known.size() == byProject.size()) {
            return known;
        }
        Sql.rows(
                connection,
                ENSURE,
                List.of("text", "text", "text"),
                byProject.entrySet().stream()
                        .map(
                                e ->
                                        new Object[] {
                                            e.getKey().tenant(),
                                            e.getKey().project(),
                                            e.getValue().get(0).job().repositoryUrl()
                                        })
                        .toList());
        return Sql.list(connection, lock(connection, builds));
    }
}
