package dev.buildserver.orchestrator.twin;

import dev.buildserver.domain.build.BuildState;
import dev.buildserver.domain.task.AttemptState;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
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

    /** A comparison that never sees a kind of end proves nothing about it. */
    private static void collect(World world) {
        StatisticsCollector ends = Statistics.label("attempts ended as");
        world.attempts().values().forEach(attempt -> ends.collect(attempt.endedAs()));
        ends.coverage(
                coverage ->
                        EnumSet.complementOf(EnumSet.of(AttemptState.Kind.RUNNING))
                                .forEach(kind -> coverage.check(kind).count(n -> n > 0)));
        StatisticsCollector builds = Statistics.label("builds");
        world.builds().values().forEach(build -> builds.collect(build.status()));
        builds.coverage(
                coverage ->
                        EnumSet.complementOf(EnumSet.of(BuildState.Kind.WAITING))
                                .forEach(kind -> coverage.check(kind).count(n -> n > 0)));
        StatisticsCollector tasks = Statistics.label("tasks");
        world.tasks().values().forEach(task -> tasks.collect(task.status()));
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
