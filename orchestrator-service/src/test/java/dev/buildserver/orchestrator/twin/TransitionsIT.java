package dev.buildserver.orchestrator.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.domain.build.BuildState;
import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.domain.task.TaskState;
import dev.buildserver.domain.task.TaskStatus;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database refuses what the states of the domain don't allow, and nothing else. */
class TransitionsIT {
    private static final UUID BUILD = new UUID(0xB, 1);
    private static final UUID SESSION = new UUID(0x5, 1);
    private static final UUID ATTEMPT = new UUID(0xA, 1);
    private static final String INSTEAD = "ALTER TABLE %s DISABLE TRIGGER %s_transition";
    private static final String AGAIN = "ALTER TABLE %s ENABLE TRIGGER %s_transition";
    // Fits all checks of the table, whatever the status.
    private static final String TASK =
            """
            UPDATE task SET status = '%1$s', version = version + 1,
              holder = CASE '%1$s' WHEN 'LEASED' THEN '%2$s'::uuid END,
              attempt_uid = '%3$s', run_deadline = now(), accepted_attempt = '%3$s',
              unresolved = CASE '%1$s' WHEN 'BLOCKED' THEN 1 ELSE 0 END
            """;
    private static final String BUILD_ROW =
            """
            UPDATE build SET status = '%1$s', version = version + 1, open_tasks = 0,
              ended_at = CASE WHEN '%1$s' IN ('SUCCEEDED', 'FAILED', 'CANCELLED') THEN now() END
            """;

    private static ClockedDatabase database;

    private StoreProtocol protocol;

    @BeforeAll
    static void create() {
        database = ClockedDatabase.create();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void submit() {
        database.clear();
        protocol = new StoreProtocol(database);
        protocol.submit(
                new Protocol.NewBuild(BUILD, "Linux", 1, Graph.ONE, "key", "request", 0), null);
        protocol.register(SESSION, "agent", "Linux");
    }

    @Test
    void tasksGoFromStatusToStatusAsTheirStatesDo() {
        // When
        Set<String> allowed =
                allowed("task", Arrays.stream(TaskStatus.values()).map(Enum::name).toList());
        // Then
        assertThat(allowed).isEqualTo(Transitions.of(TaskState.class, TransitionsIT::taskStatus));
    }

    @Test
    void buildsGoFromStatusToStatusAsTheirStatesDo() {
        // When
        Set<String> allowed =
                allowed("build", Arrays.stream(BuildState.Kind.values()).map(Enum::name).toList());
        // Then
        assertThat(allowed)
                .isEqualTo(
                        Transitions.of(
                                BuildState.class,
                                type -> type.getSimpleName().toUpperCase(Locale.ROOT)));
    }

    /** The one state that is stored as another: a lease with a flag. */
    private static String taskStatus(Class<?> state) {
        return state == TaskState.Stopping.class
                ? TaskStatus.LEASED.name()
                : state.getSimpleName().toUpperCase(Locale.ROOT);
    }

    private static Set<String> allowed(String table, List<String> statuses) {
        Set<String> allowed = new TreeSet<>();
        for (String from : statuses) {
            for (String to : statuses) {
                database.execute(INSTEAD.formatted(table, table));
                put(table, from);
                database.execute(AGAIN.formatted(table, table));
                if (!from.equals(to) && isAllowed(table, to)) {
                    allowed.add(from + ">" + to);
                }
            }
        }
        return allowed;
    }

    private static void put(String table, String status) {
        String row = table.equals("task") ? TASK : BUILD_ROW;
        database.execute(row.formatted(status, SESSION, ATTEMPT));
    }

    private static boolean isAllowed(String table, String status) {
        try {
            put(table, status);
            return true;
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining(table + " " + BUILD);
            return false;
        }
    }

    @Test
    void theRefusalSaysWhatWasTried() {
        // Given
        database.execute(
                "UPDATE task SET status = 'CANCELLED', version = 2, cancel_requested = true");
        // When, then
        assertThatThrownBy(() -> database.execute("UPDATE task SET status = 'READY', version = 3"))
                .hasMessageContaining(
                        "task "
                                + BUILD
                                + ".0 can't go from CANCELLED (version 2, cancel requested: t,"
                                + " accepted: <NULL>) to READY (version 3, cancel requested: t,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status = 'READY', cancel_requested = false, version = version + 1",
                "cancel_requested = false, version = version + 1",
                "version = version - 1",
                "status = 'CANCELLED', holder = NULL",
            })
    void aCancelIsNotTakenBackAndVersionsGrow(String change) {
        // Given
        lease();
        protocol.cancel(BUILD);
        // When, then
        assertThatThrownBy(() -> database.execute("UPDATE task SET " + change))
                .hasMessageContaining("can't go from LEASED (version 3, cancel requested: t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "'00000000-0000-0000-0000-000000000009'"})
    void anAcceptedAttemptStays(String other) {
        // Given
        lease();
        protocol.end(
                List.of(
                        new Protocol.End(
                                new TaskKey(BUILD, 0),
                                ATTEMPT,
                                AttemptOutcome.FAILED,
                                "digest",
                                0)));
        // When, then
        assertThatThrownBy(() -> database.execute("UPDATE task SET accepted_attempt = " + other))
                .hasMessageContaining("accepted: " + ATTEMPT);
    }

    private void lease() {
        Set<UUID> granted =
                protocol.grant(
                        List.of(new Wish(new TaskKey(BUILD, 0), SESSION, ATTEMPT, List.of())));
        assertThat(granted).containsExactly(ATTEMPT);
    }
}
