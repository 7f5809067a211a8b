package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.measure.Machine;
import dev.buildserver.benchmarks.measure.Report;
import dev.buildserver.benchmarks.queue.BarePair;
import dev.buildserver.benchmarks.queue.IndexPair;
import dev.buildserver.benchmarks.queue.QueuePair;
import dev.buildserver.embedded.StoreHome;
import dev.buildserver.embedded.redis.RedisServer;
import dev.buildserver.orchestrator.queue.redis.MatchRules;
import dev.buildserver.orchestrator.queue.redis.RedisReadyIndex;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast the index of ready tasks is, in a Redis of its own. */
@Command(
        name = "queue",
        description =
                "Tasks put into the index of ready tasks and taken out a second, beside the barest"
                        + " pair of scripts.",
        mixinStandardHelpOptions = true)
final class QueueBenchmark implements Callable<Integer> {
    private static final MatchRules RULES =
            new MatchRules(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    Duration.ofHours(1));

    @Spec private CommandSpec spec;

    @Option(names = "--seconds", defaultValue = "10", description = "Of each (default: 10).")
    private int seconds;

    @Option(names = "--batch", defaultValue = "256", description = "Tasks a call (default: 256).")
    private int batch;

    @Option(
            names = "--queued",
            split = ",",
            defaultValue = "1000,10000,100000",
            description = "Tasks that wait meanwhile (default: 1000,10000,100000).")
    private int[] queued;

    @Option(names = "--tenants", defaultValue = "10", description = "Default: 10.")
    private int tenants;

    @Option(names = "--projects", defaultValue = "10", description = "Of each (default: 10).")
    private int projects;

    @Option(names = "--json", description = "Write the report to this file.")
    private Path json;

    private boolean lost;

    @Override
    public Integer call() throws IOException {
        Map<String, Object> machine = Machine.facts();
        Map<String, Object> results = new LinkedHashMap<>();
        Vertx vertx = Vertx.vertx();
        try (RedisServer server = RedisServer.start(StoreHome.temporary())) {
            Redis redis = Redis.createClient(vertx, server.url());
            double bare =
                    measure(
                            new BarePair(
                                    redis.connect()
                                            .toCompletionStage()
                                            .toCompletableFuture()
                                            .join()),
                            queued[0]);
            results.put("bareOpsPerSecond", bare);
            for (int waiting : queued) {
                double rate = measure(index(redis, waiting), waiting);
                results.put("opsPerSecond." + waiting, rate);
                results.put("opsToBareRatio." + waiting, rate / bare);
            }
            redis.close();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("seconds", seconds);
        parameters.put("batch", batch);
        parameters.put("tenants", tenants);
        parameters.put("projects", projects);
        new Report("queue", parameters, machine, results)
                .publish(spec.commandLine().getOut(), json);
        return lost ? 1 : 0;
    }

    private QueuePair index(Redis redis, int waiting) {
        RedisReadyIndex index = new RedisReadyIndex(redis, RULES);
        return new IndexPair(
                index, "pool-" + waiting, InstantSource.system(), tenants, projects, batch);
    }

    /** Tasks put in and taken out a second, after a tenth of the time that does not count. */
    private double measure(QueuePair pair, int waiting) {
        for (int filled = 0; filled < waiting; filled += batch) {
            pair.put(batch);
        }
        run(pair, Duration.ofSeconds(seconds).dividedBy(10));
        return run(pair, Duration.ofSeconds(seconds));
    }

    private double run(QueuePair pair, Duration time) {
        long began = System.nanoTime();
        long pairs = 0;
        while (System.nanoTime() - began < time.toNanos()) {
            pair.put(batch);
            int taken = pair.take(batch);
            lost |= taken != batch;
            pairs += taken;
        }
        return pairs / ((System.nanoTime() - began) / 1e9);
    }
}
