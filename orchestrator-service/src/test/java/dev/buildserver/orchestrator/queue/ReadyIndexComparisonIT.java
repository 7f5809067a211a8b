package dev.buildserver.orchestrator.queue;

import dev.buildserver.orchestrator.queue.redis.MatchRules;
import dev.buildserver.orchestrator.queue.redis.RedisReadyIndex;
import dev.buildserver.testing.stores.SharedStores;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;

/** Random sequences of calls: Redis must serve in the order that the twin says. */
class ReadyIndexComparisonIT {
    static final MatchRules RULES =
            new MatchRules(
                    Duration.ofMinutes(1),
                    ReadyIndexContract.EXCLUSION,
                    ReadyIndexContract.AGE_STEP,
                    ReadyIndexContract.MAX_WAIT);

    private static Vertx vertx;
    private static Redis redis;
    private static ReadyIndex index;

    @BeforeContainer
    static void connect() {
        vertx = Vertx.vertx();
        redis =
                Redis.createClient(
                        vertx, SharedStores.freshConfiguration().get("quarkus.redis.hosts"));
        index = new RedisReadyIndex(redis, RULES);
    }

    @AfterContainer
    static void disconnect() {
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Property
    void redisServesInTheOrderOfTheTwin(@ForAll("calls") List<IndexCall> calls) {
        InMemoryReadyIndex twin = new InMemoryReadyIndex(RULES, InstantSource.system());
        IndexCalls both = new IndexCalls(twin, index, redis);
        calls.forEach(both::make);
        Statistics.label("tasks served")
                .collect(both.served() > 5 ? "many" : "few")
                .coverage(coverage -> coverage.check("many").percentage(p -> p > 20));
    }

    @Provide
    Arbitrary<List<IndexCall>> calls() {
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 59).withoutEdgeCases();
        return Combinators.combine(
                        Arbitraries.of(IndexCall.Kind.class), number, number, number, number)
                .as(IndexCall::new)
                .list()
                .ofMaxSize(60)
                .withSizeDistribution(RandomDistribution.uniform());
    }
}
