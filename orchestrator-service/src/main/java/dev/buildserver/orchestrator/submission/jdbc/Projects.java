package dev.buildserver.orchestrator.submission.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.buildserver.orchestrator.database.jdbc.DatabaseClock;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.submission.SubmissionStore.NewBuild;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which repository each project is bound to. That never changes, so it is remembered. */
@ApplicationScoped
class Projects {
    private static final String FIND =
            """
            SELECT n.tenant, n.name, p.repository_url, now() AS time
            FROM unnest(?::text[], ?::text[]) AS n(tenant, name)
            LEFT JOIN project p ON p.tenant = n.tenant AND p.name = n.name
            """;
    // A request whose key was used makes no build, so it binds no project either.
    private static final String BIND =
            """
            INSERT INTO project (tenant, name, repository_url)
            SELECT tenant, name, repository_url
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[])
              AS n(tenant, name, repository_url, key)
            WHERE NOT EXISTS (SELECT 1 FROM idempotency i WHERE i.tenant = n.tenant
                                AND i.key = n.key AND i.expires_at >= now())
            ON CONFLICT DO NOTHING
            """;
    private static final int MOST_REMEMBERED = 50_000;

    private final DatabaseClock clock;
    private final Cache<Name, String> repositories =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    Projects(DatabaseClock clock) {
        this.clock = clock;
    }

    /** Which project. */
    record Name(String tenant, String project) {
        static Name of(NewBuild build) {
            return new Name(build.tenant(), build.job().projectName());
        }
    }

    /**
     * The repositories of builds' projects. The first build of a project binds it, within the
     * transaction.
     *
     * @param builds sorted by tenant and project, so that two replicas wait for one another in one
     *     direction only
     */
    Map<Name, String> bound(Connection connection, List<NewBuild> builds) throws SQLException {
        Map<Name, String> bound = new HashMap<>();
        builds.stream().map(Name::of).forEach(name -> remembered(name, bound));
        find(connection, without(builds, bound)).forEach(bound::put);
        repositories.putAll(bound);
        List<NewBuild> first = without(builds, bound);
        if (!first.isEmpty()) {
            bind(connection, first);
            // Somebody else may have been first.
            bound.putAll(find(connection, first));
        }
        return bound;
    }

    /** Asks the database again, the next time. */
    void forget(Collection<NewBuild> builds) {
        repositories.invalidateAll(builds.stream().map(Name::of).toList());
    }

    private void remembered(Name name, Map<Name, String> found) {
        String repository = repositories.getIfPresent(name);
        if (repository != null) {
            found.put(name, repository);
        }
    }

    private static List<NewBuild> without(List<NewBuild> builds, Map<Name, String> found) {
        return builds.stream().filter(build -> !found.containsKey(Name.of(build))).toList();
    }

    private Map<Name, String> find(Connection connection, List<NewBuild> builds)
            throws SQLException {
        Map<Name, String> found = new HashMap<>();
        if (builds.isEmpty()) {
            return found;
        }
        Instant asked = clock.here();
        Sql.list(
                connection,
                FIND,
                row -> {
                    clock.saw(asked, Sql.instant(row, "time"));
                    String repository = row.getString("repository_url");
                    return repository == null
                            ? null
                            : found.put(
                                    new Name(row.getString("tenant"), row.getString("name")),
                                    repository);
                },
                Sql.texts(connection, builds.stream().map(NewBuild::tenant).toList()),
                Sql.texts(
                        connection,
                        builds.stream().map(build -> build.job().projectName()).toList()));
        return found;
    }

    private static void bind(Connection connection, List<NewBuild> builds) throws SQLException {
        Sql.rows(
                connection,
                BIND,
                List.of("text", "text", "text", "text"),
                builds.stream()
                        .map(
                                build ->
                                        new Object[] {
                                            build.tenant(),
                                            build.job().projectName(),
                                            build.job().repositoryUrl(),
                                            build.idempotencyKey()
                                        })
                        .toList());
    }
}
