package dev.buildserver.orchestrator.limit.jdbc;

import dev.buildserver.contract.limit.LimitDetails;
import dev.buildserver.contract.limit.LimitScope;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.limit.LimitStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class PostgresLimitStore implements LimitStore {
    private static final String ANY = "SELECT EXISTS (SELECT 1 FROM quota)";
    // A limit of its own, else the default of its kind.
    private static final String LIMITS =
            """
            SELECT scope, tenant, project, used, max IS NULL AS by_default,
              coalesce(max, CASE scope WHEN 'TENANT' THEN p.per_tenant ELSE p.per_project END)
                AS effective
            FROM quota CROSS JOIN (SELECT ?::int AS per_tenant, ?::int AS per_project) p
            """;
    private static final String REACHED =
            "SELECT * FROM (" + LIMITS + ") l WHERE used >= effective";
    private static final String FIND =
            "SELECT * FROM ("
                    + LIMITS
                    + ") l WHERE effective IS NOT NULL AND scope = ? AND tenant = ? AND project = ?";
    private static final String OF_TENANT =
            "SELECT * FROM ("
                    + LIMITS
                    + """
                    ) l WHERE effective IS NOT NULL AND tenant = ?
                    ORDER BY scope DESC, lower(project), project
                    """;
    private static final String OF_OR_REACHED =
            "SELECT * FROM ("
                    + LIMITS
                    + ") l WHERE used >= effective"
                    + " OR effective IS NOT NULL AND tenant = ANY (?)";
    private static final String RUNNING =
            """
            SELECT count(*) FROM task
            WHERE holder IS NOT NULL AND tenant = ? AND (? = '' OR project = ?)
            """;
    private static final String PROJECT = "SELECT 1 FROM project WHERE tenant = ? AND name = ?";
    private static final String SET =
            "INSERT INTO quota (scope, tenant, project, max, used) SELECT ?, ?, ?, ?, ("
                    + RUNNING
                    + ") ON CONFLICT (scope, tenant, project) DO UPDATE SET max = excluded.max";
    private static final String DELETE =
            "DELETE FROM quota WHERE scope = ? AND tenant = ? AND project = ?";
    private static final String USE_DEFAULT =
            "UPDATE quota SET max = NULL WHERE scope = ? AND tenant = ? AND project = ?";

    private final Database database;
    private final OrchestratorConfig.Limits defaults;

    PostgresLimitStore(Database database, OrchestratorConfig config) {
        this.database = database;
        this.defaults = config.limits();
    }

    @Override
    public boolean any() {
        return database.transaction(c -> Sql.first(c, ANY, row -> row.getBoolean(1))).orElse(false);
    }

    @Override
    public List<Subject> reached() {
        return database.transaction(
                c -> Sql.list(c, REACHED, PostgresLimitStore::subject, perTenant(), perProject()));
    }

    @Override
    public Optional<LimitDetails> find(Subject subject) {
        return database.transaction(
                c ->
                        Sql.first(
                                c,
                                FIND,
                                PostgresLimitStore::details,
                                perTenant(),
                                perProject(),
                                subject.scope().name(),
                                subject.tenant(),
                                subject.project()));
    }

    @Override
    public List<LimitDetails> of(String tenant) {
        return database.transaction(
                c ->
                        Sql.list(
                                c,
                                OF_TENANT,
                                PostgresLimitStore::details,
                                perTenant(),
                                perProject(),
                                tenant));
    }

    @Override
    public List<LimitDetails> ofOrReached(Collection<String> tenants) {
        return database.statement(
                c ->
                        Sql.list(
                                c,
                                OF_OR_REACHED,
                                PostgresLimitStore::details,
                                perTenant(),
                                perProject(),
                                Sql.texts(c, tenants)));
    }

    @Override
    public int running(Subject subject) {
        return database.transaction(
                        c ->
                                Sql.first(
                                        c,
                                        RUNNING,
                                        row -> row.getInt(1),
                                        subject.tenant(),
                                        subject.project(),
                                        subject.project()))
                .orElse(0);
    }

    @Override
    public boolean projectExists(String tenant, String project) {
        return database.transaction(c -> Sql.first(c, PROJECT, row -> true, tenant, project))
                .isPresent();
    }

    @Override
    public void set(Subject subject, int max) {
        database.run(
                c -> {
                    QuotaRows.lock(c);
                    Sql.update(
                            c,
                            SET,
                            subject.scope().name(),
                            subject.tenant(),
                            subject.project(),
                            max,
                            subject.tenant(),
                            subject.project(),
                            subject.project());
                });
    }

    @Override
    public void clear(Subject subject) {
        boolean hasDefault =
                (subject.scope() == LimitScope.TENANT
                                ? defaults.runningPerTenant()
                                : defaults.runningPerProject())
                        .isPresent();
        database.run(
                c ->
                        Sql.update(
                                c,
                                hasDefault ? USE_DEFAULT : DELETE,
                                subject.scope().name(),
                                subject.tenant(),
                                subject.project()));
    }

    @Override
    public void ensureDefaults() {
        database.run(c -> QuotaRows.ensureForAll(c, tenants(), projects()));
    }

    @Override
    public void ensureDefaults(String tenant, String project) {
        database.run(c -> QuotaRows.ensure(c, tenant, project, tenants(), projects()));
    }

    @Override
    public List<Subject> reconcile() {
        return database.transaction(
                (Connection c) -> QuotaRows.reconcile(c, PostgresLimitStore::subject));
    }

    private boolean tenants() {
        return defaults.runningPerTenant().isPresent();
    }

    private boolean projects() {
        return defaults.runningPerProject().isPresent();
    }

    private Integer perTenant() {
        return defaults.runningPerTenant().orElse(null);
    }

    private Integer perProject() {
        return defaults.runningPerProject().orElse(null);
    }

    private static Subject subject(ResultSet row) throws SQLException {
        return new Subject(
                LimitScope.valueOf(row.getString("scope")),
                row.getString("tenant"),
                row.getString("project"));
    }

    private static LimitDetails details(ResultSet row) throws SQLException {
        Subject subject = subject(row);
        return new LimitDetails(
                subject.scope(),
                subject.tenant(),
                subject.scope() == LimitScope.TENANT ? null : subject.project(),
                Sql.integer(row, "effective"),
                row.getBoolean("by_default"),
                row.getInt("used"));
    }
}
