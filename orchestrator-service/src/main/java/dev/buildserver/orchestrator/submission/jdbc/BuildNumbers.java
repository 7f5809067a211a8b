package dev.buildserver.orchestrator.submission.jdbc;

import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.submission.RepositoryAddress;
import dev.buildserver.orchestrator.submission.SubmissionStore.NewBuild;
import dev.buildserver.orchestrator.submission.SubmissionStore.Submission;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
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
            SELECT p.tenant, p.name, p.repository_url, p.last_build_number
            FROM project p JOIN unnest(?::text[], ?::text[]) AS n(tenant, name)
              ON p.tenant = n.tenant AND p.name = n.name
            ORDER BY p.tenant, p.name FOR NO KEY UPDATE OF p
            """;

    private BuildNumbers() {}

    private record Name(String tenant, String project) {
        static Name of(NewBuild build) {
            return new Name(build.tenant(), build.job().projectName());
        }
    }

    private record Project(Name name, String repository, long lastNumber) {
        static Project map(ResultSet row) throws SQLException {
            return new Project(
                    new Name(row.getString("tenant"), row.getString("name")),
                    row.getString("repository_url"),
                    row.getLong("last_build_number"));
        }

        boolean takes(NewBuild build) {
            return build.mayRebind()
                    || RepositoryAddress.same(repository, build.job().repositoryUrl());
        }
    }

    /**
     * The numbers of builds. The first build of a project makes it.
     *
     * @param builds sorted by tenant and project
     * @param refused gets those of other repositories than their project's; their keys are free
     *     again
     */
    static Map<UUID, Long> give(
            Connection connection, List<NewBuild> builds, Map<UUID, Submission> refused)
            throws SQLException {
        Map<Name, List<NewBuild>> byProject = new LinkedHashMap<>();
        builds.forEach(
                build ->
                        byProject
                                .computeIfAbsent(Name.of(build), name -> new ArrayList<>())
                                .add(build));
        Map<UUID, Long> numbers = new HashMap<>();
        List<NewBuild> strangers = new ArrayList<>();
        for (Project project : lock(connection, byProject)) {
            long number = project.lastNumber();
            for (NewBuild build : byProject.get(project.name())) {
                if (project.takes(build)) {
                    numbers.put(build.buildId(), ++number);
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

    private static List<Project> lock(Connection connection, Map<Name, List<NewBuild>> byProject)
            throws SQLException {
        if (byProject.isEmpty()) {
            return List.of();
        }
        List<Name> names = List.copyOf(byProject.keySet());
        List<Project> known = select(connection, names);
        if (known.size() < names.size()) {
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
            known = select(connection, names);
        }
        return known;
    }

    private static List<Project> select(Connection connection, List<Name> names)
            throws SQLException {
        return Sql.list(
                connection,
                LOCK,
                Project::map,
                Sql.texts(connection, names.stream().map(Name::tenant).toList()),
                Sql.texts(connection, names.stream().map(Name::project).toList()));
    }
}
