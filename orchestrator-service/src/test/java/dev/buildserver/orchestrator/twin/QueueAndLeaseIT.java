package dev.buildserver.orchestrator.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.domain.build.BuildState;
import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.domain.task.AttemptState;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCollector;

/**
 * Random sequences of everything that agents, users, replicas and time do to builds. What
 * PostgreSQL holds after each step, and each answer, must be what the states of the domain say.
 */
class QueueAndLeaseIT {
    private static final int LONGEST = 80;
    private static final int ENOUGH = 500;

    private static ClockedDatabase database;

    @BeforeContainer
    static void create() {
        database = ClockedDatabase.create();
    }

    @AfterContainer
    static void close() {
        database.close();
    }

    @Property
    void theStoresDoWhatTheStatesSay(@ForAll("sequences") List<Step> steps) {
        database.clear();
        InMemoryProtocol twin = new InMemoryProtocol(Replica.config());
        new Comparison(twin, new StoreProtocol(database)).run(steps);
        collect(twin.world());
    }

    @Example
    void cancellingABuildThatFailsGivesItsAgentsNoMoreTime() {
        // Given
        database.clear();
        StoreProtocol stores = new StoreProtocol(database);
        UUID build = new UUID(0xB, 1);
        UUID session = new UUID(0x5, 1);
        UUID failed = new UUID(0xA, 1);
        UUID silent = new UUID(0xA, 2);
        TaskKey first = new TaskKey(build, 0);
        TaskKey second = new TaskKey(build, 1);
        stores.submit(
                new Protocol.NewBuild(build, "Linux", 1, Graph.PARALLEL, "key", "request", 0),
                null);
        stores.register(session, "agent", "Linux");
        stores.grant(
                List.of(
                        new Wish(first, session, failed, List.of()),
                        new Wish(second, session, silent, List.of())));
        stores.end(List.of(new Protocol.End(first, failed, AttemptOutcome.FAILED, "digest", 0)));
        stores.advance(Replica.config().attempts().cancelBound());
        // When
        stores.cancel(build);
        stores.advance(Duration.ofMillis(1));
        // Then
        assertThat(stores.overdue()).isEqualTo(Map.of(silent, AttemptOutcome.CANCELLED));
    }

    /** A comparison that never sees a kind of end proves nothing about it. */
    private static void collect(World world) {
        StatisticsCollector ends = Statistics.label("attempts ended as");
        world.attempts().values().forEach(attempt -> ends.collect(attempt.endedAs()));
        ends.coverage(
                coverage ->
                        EnumSet.complementOf(EnumSet.of(AttemptState.Kind.RUNNING))
                                .forEach(
                                        kind ->
                                                coverage.check(kind)
                                                        .count(QueueAndLeaseIT::isSeen)));
        StatisticsCollector builds = Statistics.label("builds");
        world.builds().values().forEach(build -> builds.collect(build.status()));
        builds.coverage(
                coverage ->
                        EnumSet.complementOf(EnumSet.of(BuildState.Kind.WAITING))
                                .forEach(
                                        kind ->
                                                coverage.check(kind)
                                                        .count(QueueAndLeaseIT::isSeen)));
        StatisticsCollector tasks = Statistics.label("tasks");
        world.tasks().values().forEach(task -> tasks.collect(task.status()));
    }

    /** Short runs, as those that shrink a sample, need not see everything. */
    private static boolean isSeen(int times, int all) {
        return times > 0 || all < ENOUGH;
    }

    @Provide
    Arbitrary<List<Step>> sequences() {
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 59).withoutEdgeCases();
        Arbitrary<Step.Act> act =
                Arbitraries.frequency(
                        Arrays.stream(Step.Act.values())
                                .map(a -> Tuple.of(a.frequency(), a))
                                .toList());
        return Combinators.combine(act, number, number, number)
                .as(Step::new)
                .list()
                .ofMaxSize(LONGEST)
                .withSizeDistribution(RandomDistribution.uniform());
    }
}
