package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.limit.SetLimit;
import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import dev.buildserver.orchestrator.lease.LeaseStore;
import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.lifecycle.AttemptEnd;
import dev.buildserver.orchestrator.lifecycle.LifecycleStore;
import dev.buildserver.orchestrator.queue.TaskKey;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The transactions that grant and end leases, from many replicas at once. */
@QuarkusTest
class GrantsIT extends ServiceTest {
    private static final int REPLICAS = 6;
    private static final int LIMIT = 3;
    private static final String LEASED =
            "SELECT count(*) FROM task WHERE holder IS NOT NULL AND project = ?";
    private static final String USED = "SELECT used FROM quota WHERE project = ?";

    @Inject LeaseStore leases;
    @Inject LifecycleStore lifecycle;

    @Test
    void oneBatchGrantsNoMoreThanThereIsRoomFor() {
        // Given
        String pool = TestPools.next();
        BuildJob job = Requests.job(Requests.uniqueProject());
        List<TaskKey> tasks = tasks(job, pool, 8);
        TaskKey unlimited = new TaskKey(Requests.submit(pool), 0);
        limit(job.projectName());
        List<TaskKey> wanted = new ArrayList<>(tasks);
        wanted.add(unlimited);
        // When
        List<Granted> granted = leases.grant(wishes(wanted, roomy(pool).session()));
        // Then
        List<TaskKey> expected = new ArrayList<>(tasks.subList(0, LIMIT));
        expected.add(unlimited);
        assertThat(granted).extracting(Granted::task).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void batchesOfManyReplicasNeverExceedTheLimit() {
        // Given
        String pool = TestPools.next();
        BuildJob job = Requests.job(Requests.uniqueProject());
        List<TaskKey> tasks = tasks(job, pool, 24);
        limit(job.projectName());
        UUID session = roomy(pool).session();
        ConcurrentLinkedQueue<Long> seen = new ConcurrentLinkedQueue<>();
        // When: each grants in an order of its own, and ends what it got
        List<CompletableFuture<Integer>> replicas =
                IntStream.range(0, REPLICAS)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () ->
                                                        grantAndEnd(
                                                                shuffled(tasks, i),
                                                                session,
                                                                job.projectName(),
                                                                seen)))
                        .toList();
        int granted = replicas.stream().mapToInt(CompletableFuture::join).sum();
        // Then
        assertThat(seen).allSatisfy(leased -> assertThat(leased).isLessThanOrEqualTo(LIMIT));
        assertThat(seen).anySatisfy(leased -> assertThat(leased).isEqualTo(LIMIT));
        assertThat(granted).isGreaterThan(LIMIT);
        assertThat(TestRows.count(USED, job.projectName()))
                .isEqualTo(TestRows.count(LEASED, job.projectName()))
                .isZero();
    }

    @Test
    void aLimitSetAmongGrantsCountsAllOfThem() {
        // Given
        String pool = TestPools.next();
        UUID session = roomy(pool).session();
        for (int round = 0; round < 10; round++) {
            BuildJob job = Requests.job(Requests.uniqueProject());
            List<TaskKey> tasks = tasks(job, pool, 6);
            // When
            List<CompletableFuture<List<Granted>>> grants =
                    tasks.stream()
                            .map(
                                    task ->
                                            CompletableFuture.supplyAsync(
                                                    () ->
                                                            leases.grant(
                                                                    wishes(
                                                                            List.of(task),
                                                                            session))))
                            .toList();
            limit(job.projectName());
            grants.forEach(CompletableFuture::join);
            // Then
            assertThat(TestRows.count(USED, job.projectName()))
                    .isEqualTo(TestRows.count(LEASED, job.projectName()));
        }
    }

    private int grantAndEnd(
            List<TaskKey> tasks, UUID session, String project, ConcurrentLinkedQueue<Long> seen) {
        int all = 0;
        for (int round = 0; round < 10; round++) {
            List<Granted> granted = leases.grant(wishes(tasks, session));
            seen.add(TestRows.count(LEASED, project));
            all += granted.size();
            lifecycle.end(
                    granted.stream()
                            .map(
                                    g ->
                                            AttemptEnd.byServer(
                                                    g.task(),
                                                    g.attemptUid(),
                                                    AttemptOutcome.RETURNED,
                                                    "test"))
                            .toList());
        }
        return all;
    }

    private static List<TaskKey> shuffled(List<TaskKey> tasks, int seed) {
        List<TaskKey> mixed = new ArrayList<>(tasks);
        Collections.shuffle(mixed, new Random(seed));
        return mixed;
    }

    /** An agent that could take all of a test's tasks. */
    private static TestAgent roomy(String pool) {
        return TestAgent.in(pool, TestAgent.capabilities(100, "8.0.404"));
    }

    private static List<Wish> wishes(List<TaskKey> tasks, UUID session) {
        return tasks.stream()
                .map(task -> new Wish(task, session, UUID.randomUUID(), List.of()))
                .toList();
    }

    private static List<TaskKey> tasks(BuildJob job, String pool, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new TaskKey(Requests.submit(Requests.build(job, pool)), 0))
                .toList();
    }

    private static void limit(String project) {
        Requests.asBuildMaster()
                .body(new SetLimit(LIMIT))
                .put("/internal/v1/projects/" + project + "/limit")
                .then()
                .statusCode(200);
    }
}
