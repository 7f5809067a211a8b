package dev.buildserver.orchestrator.lifecycle.jdbc;

import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.task.TaskStatus;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.lifecycle.AttemptEnd;
import dev.buildserver.orchestrator.lifecycle.BuildEnded;
import dev.buildserver.orchestrator.lifecycle.EndedAttempt;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.queue.jdbc.ReadyTaskRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Ends a group of attempts, each of another build, within a transaction. */
@ApplicationScoped
class EndTransaction {
    private final AttemptRecords records;
    private final LearntClasses learnt;
    private final OrchestratorConfig config;

    EndTransaction(AttemptRecords records, LearntClasses learnt, OrchestratorConfig config) {
        this.records = records;
        this.learnt = learnt;
        this.config = config;
    }

    /** An end that took effect, and what it made of the task. */
    record Effect(AttemptEnd end, EndedTaskRow task) {
        UUID buildId() {
            return end.task().buildId();
        }

        int taskNo() {
            return end.task().taskNo();
        }

        boolean failed() {
            return task.status() == TaskStatus.FAILED;
        }
    }

    /**
     * Answers in the order of the ends; empty for one that is not of its task's current attempt.
     */
    List<Optional<EndedAttempt>> run(Connection connection, List<AttemptEnd> ends)
            throws SQLException {
        Sql.list(
                connection,
                EndStatements.LOCK_BUILDS,
                row -> row.getObject(1),
                Sql.uuids(connection, ends.stream().map(e -> e.task().buildId()).toList()));
        List<Effect> effects = endTasks(connection, ends);
        if (effects.isEmpty()) {
            return ends.stream().map(end -> Optional.<EndedAttempt>empty()).toList();
        }
        records.write(connection, effects);
        learnt.write(connection, effects);
        Map<UUID, List<ReadyTask>> ready = nextTasks(connection, effects);
        Map<UUID, BuildEnded> builds = countDown(connection, effects);
        tellOthers(connection, effects);
        release(connection, effects);
        Map<UUID, EndedAttempt> ended = new HashMap<>();
        effects.forEach(
                effect ->
                        ended.put(
                                effect.end().attemptUid(),
                                ended(
                                        effect,
                                        ready.getOrDefault(effect.buildId(), List.of()),
                                        builds.get(effect.buildId()))));
        return ends.stream().map(end -> Optional.ofNullable(ended.get(end.attemptUid()))).toList();
    }

    private List<Effect> endTasks(Connection connection, List<AttemptEnd> ends)
            throws SQLException {
        Map<UUID, EndedTaskRow> rows =
                Sql.list(
                                connection,
                                EndStatements.END_TASKS,
                                EndedTaskRow::map,
                                config.attempts().backOff().toMillis() / 1_000.0,
                                Sql.uuids(
                                        connection,
                                        ends.stream().map(e -> e.task().buildId()).toList()),
                                Sql.ints(
                                        connection,
                                        ends.stream().map(e -> e.task().taskNo()).toList()),
                                Sql.uuids(
                                        connection,
                                        ends.stream().map(AttemptEnd::attemptUid).toList()),
                                Sql.texts(
                                        connection,
                                        ends.stream().map(e -> e.outcome().name()).toList()),
                                Sql.ints(
                                        connection,
                                        ends.stream()
                                                .map(EndTransaction::acceptedLastBatch)
                                                .toList()),
                                Sql.texts(
                                        connection,
                                        ends.stream().map(LearntClasses::next).toList()))
                        .stream()
                        .collect(Collectors.toMap(EndedTaskRow::attemptUid, row -> row));
        return ends.stream()
                .filter(end -> rows.containsKey(end.attemptUid()))
                .map(end -> new Effect(end, rows.get(end.attemptUid())))
                .toList();
    }

    /** Only what is accepted must be complete; any other attempt keeps the log that it has. */
    private static int acceptedLastBatch(AttemptEnd end) {
        return end.outcome().isResult() ? end.result().result().lastBatch() : -1;
    }

    private static Map<UUID, List<ReadyTask>> nextTasks(Connection connection, List<Effect> effects)
            throws SQLException {
        List<ReadyTask> ready = new ArrayList<>();
        effects.stream()
                .filter(effect -> effect.task().status() == TaskStatus.READY)
                .forEach(effect -> ready.add(effect.task().asReady()));
        List<Effect> succeeded =
                effects.stream()
                        .filter(effect -> effect.task().status() == TaskStatus.SUCCEEDED)
                        .toList();
        if (!succeeded.isEmpty()) {
            Sql.list(
                    connection,
                    EndStatements.RESOLVE_DEPENDENTS,
                    row ->
                            TaskStatus.READY.name().equals(row.getString("status"))
                                    && ready.add(ReadyTaskRow.map(row)),
                    Sql.uuids(connection, succeeded.stream().map(Effect::buildId).toList()),
                    Sql.ints(connection, succeeded.stream().map(Effect::taskNo).toList()));
        }
        return ready.stream().collect(Collectors.groupingBy(task -> task.key().buildId()));
    }

    private static Map<UUID, BuildEnded> countDown(Connection connection, List<Effect> effects)
            throws SQLException {
        Map<UUID, Integer> swept = failFast(connection, effects);
        List<Effect> closed =
                effects.stream().filter(effect -> effect.task().status().isFinal()).toList();
        if (closed.isEmpty()) {
            return Map.of();
        }
        return Sql.list(
                        connection,
                        EndStatements.COUNT_DOWN,
                        BuildEndRow::map,
                        Sql.uuids(connection, closed.stream().map(Effect::buildId).toList()),
                        Sql.uuids(
                                connection,
                                closed.stream().map(e -> e.end().attemptUid()).toList()),
                        Sql.ints(
                                connection,
                                closed.stream()
                                        .map(e -> 1 + swept.getOrDefault(e.buildId(), 0))
                                        .toList()),
                        Sql.ints(connection, closed.stream().map(e -> e.failed() ? 1 : 0).toList()),
                        Sql.texts(
                                connection,
                                closed.stream()
                                        .map(e -> e.failed() ? failureReason(e).toString() : null)
                                        .toList()),
                        Sql.texts(
                                connection,
                                closed.stream()
                                        .map(e -> e.failed() ? errorMessage(e) : null)
                                        .toList()))
                .stream()
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(BuildEnded::buildId, build -> build));
    }

    /** Number of tasks by build that end with a failed one. */
    private static Map<UUID, Integer> failFast(Connection connection, List<Effect> effects)
            throws SQLException {
        Map<UUID, Integer> cancelled = new HashMap<>();
        List<UUID> failed = effects.stream().filter(Effect::failed).map(Effect::buildId).toList();
        if (!failed.isEmpty()) {
            Sql.list(
                    connection,
                    EndStatements.FAIL_FAST,
                    row ->
                            TaskStatus.CANCELLED.name().equals(row.getString("status"))
                                    ? cancelled.merge(Sql.uuid(row, "build_id"), 1, Integer::sum)
                                    : 0,
                    Sql.uuids(connection, failed));
        }
        return cancelled;
    }

    private static FailureReason failureReason(Effect effect) {
        return effect.task().failedForWantOfInfrastructure()
                ? FailureReason.INFRASTRUCTURE_ERROR
                : effect.end().failureReason();
    }

    private static String errorMessage(Effect effect) {
        EndedTaskRow task = effect.task();
        String reason =
                effect.end().reason() == null
                        ? task.outcome() + " without a reason"
                        : effect.end().reason();
        return task.failures() > 1
                ? "Failed " + task.failures() + " times for want of infrastructure, last: " + reason
                : reason;
    }

    private static void tellOthers(Connection connection, List<Effect> effects)
            throws SQLException {
        List<Object[]> messages = new ArrayList<>();
        for (Effect effect : effects) {
            AttemptEnd.Received result = effect.end().result();
            boolean sealed = result != null && result.result().artifacts() != null;
            if (!effect.task().accepted() || sealed) {
                messages.add(
                        new Object[] {
                            effect.task().accepted() ? "attempt.accepted" : "attempt.dropped",
                            effect.end().attemptUid().toString()
                        });
            }
        }
        Sql.rows(connection, EndStatements.TELL, List.of("text", "text"), messages);
    }

    private static void release(Connection connection, List<Effect> effects) throws SQLException {
        List<ReadyTask> limited =
                effects.stream()
                        .map(Effect::task)
                        .filter(EndedTaskRow::limited)
                        .map(EndedTaskRow::asReady)
                        .toList();
        if (!limited.isEmpty()) {
            Sql.update(
                    connection,
                    EndStatements.RELEASE,
                    Sql.texts(connection, limited.stream().map(ReadyTask::tenant).toList()),
                    Sql.texts(connection, limited.stream().map(ReadyTask::project).toList()));
        }
    }

    private static EndedAttempt ended(Effect effect, List<ReadyTask> ready, BuildEnded build) {
        EndedTaskRow task = effect.task();
        return new EndedAttempt(
                effect.end().task(),
                effect.end().attemptUid(),
                task.agentId(),
                task.sessionId(),
                task.outcome(),
                task.status(),
                task.leasedAt(),
                task.limited(),
                ready,
                Optional.ofNullable(build));
    }
}
