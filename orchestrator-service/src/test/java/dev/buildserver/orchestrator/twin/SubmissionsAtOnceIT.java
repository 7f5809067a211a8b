package dev.buildserver.orchestrator.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.lease.Takers;
import dev.buildserver.orchestrator.scheduling.StrategyChoice;
import dev.buildserver.orchestrator.submission.SubmissionStore.NewBuild;
import dev.buildserver.orchestrator.submission.SubmissionStore.Submission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas submit at the same time, and know nothing of each other. */
class SubmissionsAtOnceIT {
    private static final int GROUPS = 40;
    private static final int PROJECTS = 3;

    private static ClockedDatabase database;

    private final Replica first = new Replica(database.source());
    private final Replica second = new Replica(database.source());

    @BeforeAll
    static void create() {
        database = ClockedDatabase.create();
    }

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void eachKeyMakesOneBuildAndNumbersHaveNeitherHolesNorTwins() {
        // When
        CompletableFuture<Map<String, Submission>> one =
                CompletableFuture.supplyAsync(() -> submitAll(first));
        Map<String, Submission> other = submitAll(second);
        Map<String, Submission> answers = one.join();
        // Then
        answers.forEach(
                (key, answer) ->
                        assertThat(List.of(answer, other.get(key)))
                                .as(key)
                                .satisfiesOnlyOnce(
                                        a -> assertThat(a).isInstanceOf(Submission.Made.class))
                                .satisfiesOnlyOnce(
                                        a ->
                                                assertThat(a)
                                                        .isInstanceOf(Submission.MadeBefore.class))
                                .extracting(SubmissionsAtOnceIT::build)
                                .containsOnly(build(answer)));
        for (int project = 0; project < PROJECTS; project++) {
            assertThat(numbers("project-" + project))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, GROUPS).mapToObj(Long::valueOf).toList());
        }
    }

    @Test
    void aProjectThatIsGoneIsBoundAnew() {
        // Given
        submit(first, List.of(build("project-0", "key-1")));
        database.clear();
        // When
        Submission again = submit(first, List.of(build("project-0", "key-2"))).get("key-2");
        // Then
        assertThat(again).isInstanceOf(Submission.Made.class);
        assertThat(numbers("project-0")).containsExactly(1L);
    }

    @Test
    void aKeyThatWasUsedBindsNoProject() {
        // Given
        submit(first, List.of(build("project-0", "key")));
        // When
        Submission answer = submit(second, List.of(build("project-1", "key"))).get("key");
        // Then
        assertThat(answer).isInstanceOf(Submission.KeyReused.class);
        assertThat(database.query("SELECT count(*) FROM project WHERE name = 'project-1'"))
                .containsExactly(0L);
    }

    @Test
    void aProjectThatIsGoneAtEachTryKeepsNoOtherFromBeingMade() {
        // Given
        database.execute(
                """
                CREATE FUNCTION orchestrator.lose() RETURNS trigger LANGUAGE plpgsql
                  AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER lose BEFORE INSERT ON orchestrator.project FOR EACH ROW
                  WHEN (NEW.name = 'project-0') EXECUTE FUNCTION orchestrator.lose()
                """);
        List<NewBuild> builds = List.of(build("project-0", "lost"), build("project-1", "made"));
        // When
        Map<String, Submission> answers;
        try {
            answers = submit(first, builds);
        } finally {
            database.execute("DROP FUNCTION orchestrator.lose CASCADE");
        }
        Submission later = submit(first, List.of(build("project-0", "lost"))).get("lost");
        // Then
        assertThat(answers.get("lost")).isInstanceOf(Submission.Unmade.class);
        assertThat(answers.get("made")).isInstanceOf(Submission.Made.class);
        assertThat(later).isInstanceOf(Submission.Made.class);
        assertThat(numbers("project-0")).containsExactly(1L);
        assertThat(numbers("project-1")).containsExactly(1L);
    }

    private static Map<String, Submission> submitAll(Replica replica) {
        Map<String, Submission> answers = new HashMap<>();
        for (int group = 0; group < GROUPS; group++) {
            List<NewBuild> builds = new ArrayList<>();
            for (int project = 0; project < PROJECTS; project++) {
                builds.add(build("project-" + project, "key-" + group + "-" + project));
            }
            answers.putAll(submit(replica, builds));
        }
        return answers;
    }

    private static Map<String, Submission> submit(Replica replica, List<NewBuild> builds) {
        List<Submission> answers = replica.submissions().submit(builds, Takers.NOBODY);
        Map<String, Submission> byKey = new HashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            byKey.put(builds.get(i).idempotencyKey(), answers.get(i));
        }
        return byKey;
    }

    private static UUID build(Submission answer) {
        return answer instanceof Submission.Made made
                ? made.task().key().buildId()
                : ((Submission.MadeBefore) answer).buildId();
    }

    private static Collection<Long> numbers(String project) {
        return database.query(
                "SELECT build_number FROM build WHERE project = ? ORDER BY build_number", project);
    }

    private static NewBuild build(String project, String key) {
        return new NewBuild(
                UUID.randomUUID(),
                "tenant",
                Requests.job(project),
                "Linux",
                new StrategyChoice(BuildStrategy.CLEAN, "asked for"),
                BuildPriority.NORMAL,
                false,
                "dev@example.com",
                null,
                key,
                project,
                Replica.config().queue().idempotencyTtl(),
                false,
                true,
                null,
                3,
                null);
    }
}
