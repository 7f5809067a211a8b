package dev.buildserver.orchestrator.queue.jdbc;

import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.queue.Blocked;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.queue.ReadyTaskStore;
import dev.buildserver.orchestrator.queue.TaskKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

@ApplicationScoped
class PostgresReadyTaskStore implements ReadyTaskStore {
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final String PAGE =
            "SELECT "
                    + ReadyTaskRow.COLUMNS
                    + """
                     FROM task t
                    WHERE t.status = 'READY' AND (t.build_id, t.task_no) > (?, ?)
                    ORDER BY t.build_id, t.task_no LIMIT ?
                    """;
    private static final String RECENT =
            "SELECT "
                    + ReadyTaskRow.COLUMNS
                    + """
                     FROM task t
                    WHERE t.status = 'READY'
                      AND t.ready_at BETWEEN now() - make_interval(secs => ?)
                                         AND now() - make_interval(secs => ?)
                    """;
    private static final String READY =
            "SELECT "
                    + ReadyTaskRow.COLUMNS
                    + """
                     FROM task t
                    JOIN unnest(?::uuid[], ?::int[]) AS k(build_id, task_no)
                      ON t.build_id = k.build_id AND t.task_no = k.task_no
                    WHERE t.status = 'READY'
                    """;
    private static final String CANDIDATES =
            """
            SELECT build_id, task_no FROM task
            WHERE status = 'READY' AND pool = ? AND not_before <= now()
              AND (NOT ? = ANY (excluded) OR ready_at < now() - make_interval(secs => ?))
              AND class = ANY (?)
              AND NOT tenant = ANY (?)
              AND NOT (tenant, project) IN (SELECT * FROM unnest(?::text[], ?::text[]))
            ORDER BY priority DESC, ready_at LIMIT ?
            """;
    private static final String POSITION =
            """
            SELECT count(*) + 1 FROM task other
            JOIN task t ON t.build_id = ? AND t.task_no = ? AND t.status = 'READY'
            WHERE other.status = 'READY' AND other.pool = t.pool
              AND (other.priority > t.priority
                   OR other.priority = t.priority AND other.class = t.class
                      AND (other.ready_at, other.build_id) < (t.ready_at, t.build_id))
            HAVING EXISTS (SELECT 1 FROM task WHERE build_id = ? AND task_no = ? AND status = 'READY')
            """;
    private static final String WAITING =
            "SELECT count(*) FROM (SELECT 1 FROM task WHERE status = 'READY' LIMIT ?) w";

    private final Database database;
    private final EndedExclusions exclusions;
    private final OrchestratorConfig config;

    PostgresReadyTaskStore(
            Database database, EndedExclusions exclusions, OrchestratorConfig config) {
        this.database = database;
        this.exclusions = exclusions;
        this.config = config;
    }

    @Override
    public List<ReadyTask> page(TaskKey after, int size) {
        UUID build = after == null ? BEFORE_ALL : after.buildId();
        int task = after == null ? 0 : after.taskNo();
        return database.statement(c -> Sql.list(c, PAGE, ReadyTaskRow::map, build, task, size));
    }

    @Override
    public List<ReadyTask> recent(Duration youngest, Duration oldest) {
        return database.statement(
                c -> Sql.list(c, RECENT, ReadyTaskRow::map, seconds(oldest), seconds(youngest)));
    }

    @Override
    public List<ReadyTask> ready(Collection<TaskKey> keys) {
        return database.statement(
                c ->
                        Sql.list(
                                c,
                                READY,
                                ReadyTaskRow::map,
                                Sql.uuids(c, keys.stream().map(TaskKey::buildId).toList()),
                                Sql.ints(c, keys.stream().map(TaskKey::taskNo).toList())));
    }

    @Override
    public List<TaskKey> candidates(
            String pool, String agentId, List<String> classes, Blocked blocked, int count) {
        List<Blocked.Project> projects = List.copyOf(blocked.projects());
        return database.statement(
                c ->
                        Sql.list(
                                c,
                                CANDIDATES,
                                row ->
                                        new TaskKey(
                                                Sql.uuid(row, "build_id"), row.getInt("task_no")),
                                pool,
                                agentId,
                                seconds(config.attempts().exclusion()),
                                Sql.texts(c, classes),
                                Sql.texts(c, blocked.tenants()),
                                Sql.texts(
                                        c, projects.stream().map(Blocked.Project::tenant).toList()),
                                Sql.texts(
                                        c,
                                        projects.stream().map(Blocked.Project::project).toList()),
                                count));
    }

    @Override
    public OptionalLong position(TaskKey key) {
        return database.statement(
                        c ->
                                Sql.first(
                                        c,
                                        POSITION,
                                        row -> row.getLong(1),
                                        key.buildId(),
                                        key.taskNo(),
                                        key.buildId(),
                                        key.taskNo()))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public long waiting(int most) {
        return database.statement(c -> Sql.first(c, WAITING, row -> row.getLong(1), most))
                .orElse(0L);
    }

    @Override
    public List<ReadyTask> endExclusions() {
        return database.transaction(exclusions::end);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
