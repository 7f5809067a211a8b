package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.audit.Finding;
import dev.buildserver.benchmarks.measure.Machine;
import dev.buildserver.benchmarks.measure.Report;
import dev.buildserver.benchmarks.queue.BarePair;
import dev.buildserver.benchmarks.queue.IndexPair;
import dev.buildserver.benchmarks.queue.QueuePair;
import dev.buildserver.embedded.StoreHome;
import dev.buildserver.embedded.redis.RedisServer;
import dev.buildserver.orchestrator.queue.redis.MatchRules;
import dev.buildserver.orchestrator.queue.redis.RedisReadyIndex;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Option(names = "--batch", defaultValue = "512", description = "Tasks a call (default: 512).")
    private int batch;

    @Option(
            names = "--queued",
            split = ",",
            defaultValue = "1000,10000,100000",
            description = "Tasks that wait meanwhile (default: 1000,10000,100000).")
    private int[] queued;

    @Option(
            names = "--callers",
            defaultValue = "4",
            description =
                    "Threads that put in and take out, as a service's do; one waits for Redis while"
                            + " another works (default: ${DEFAULT-VALUE}).")
    private int callers;

    @Option(names = "--tenants", defaultValue = "10", description = "Default: 10.")
    private int tenants;

    @Option(names = "--projects", defaultValue = "10", description = "Of each (default: 10).")
    private int projects;

    @Option(
            names = "--with-postgresql",
            description =
                    "Measure the whole queue too: builds asked for through the API, and leased to"
                            + " agents.")
    private boolean withPostgresql;

    @Option(
            names = "--builds",
            defaultValue = "10000",
            description =
                    "Builds of --with-postgresql, at most "
                            + DurableQueue.MOST_BUILDS
                            + " (default: ${DEFAULT-VALUE}).")
    private int builds;

    @Option(
            names = "--in-flight",
            defaultValue = "128",
            description =
                    "Most submissions of --with-postgresql without an answer"
                            + " (default: ${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(names = "--json", description = "Write the report to this file.")
    private Path json;

    private final AtomicBoolean lost = new AtomicBoolean();
    private WorkerExecutor threads;

    @Override
    public Integer call() throws Exception {
        if (builds < 10 || builds > DurableQueue.MOST_BUILDS) {
            throw new ParameterException(
                    spec.commandLine(), "--builds: 10 to " + DurableQueue.MOST_BUILDS);
        }
        Map<String, Object> machine = Machine.facts();
        Map<String, Object> results = new LinkedHashMap<>();
        measureIndex(results);
        List<Finding> findings = List.of();
        if (withPostgresql) {
            findings =
                    new DurableQueue(builds, inFlight, tenants, projects)
                            .measure(results, spec.commandLine().getOut());
        }
        new Report("queue", parameters(), machine, results)
                .publish(spec.commandLine().getOut(), json);
        return lost.get() || !findings.isEmpty() ? 1 : 0;
    }

    private Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("seconds", seconds);
        parameters.put("batch", batch);
        parameters.put("callers", callers);
        parameters.put("tenants", tenants);
        parameters.put("projects", projects);
        if (withPostgresql) {
            parameters.put("builds", builds);
            parameters.put("inFlight", inFlight);
        }
        return parameters;
    }

    private void measureIndex(Map<String, Object> results) {
        Vertx vertx = Vertx.vertx();
        threads = vertx.createSharedWorkerExecutor("callers", callers);
        try (RedisServer server = RedisServer.start(StoreHome.temporary())) {
            Redis redis = Redis.createClient(vertx, server.url());
            RedisConnection shared =
                    redis.connect().toCompletionStage().toCompletableFuture().join();
            double bare = measure(caller -> new BarePair(shared, caller), queued[0]);
            shared.close();
            results.put("bareOpsPerSecond", bare);
            for (int waiting : queued) {
                RedisReadyIndex index = new RedisReadyIndex(redis, RULES);
                double rate = measure(caller -> pair(index, waiting, caller), waiting);
                results.put("opsPerSecond." + waiting, rate);
                results.put("opsToBareRatio." + waiting, rate / bare);
            }
            redis.close();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private QueuePair pair(RedisReadyIndex index, int waiting, int caller) {
        return new IndexPair(
                index,
                "pool-" + waiting,
                InstantSource.system(),
                new IndexPair.Shape(tenants, projects, batch),
                caller);
    }

    /** Tasks put in and taken out a second, after a tenth of the time that does not count. */
    private double measure(IntFunction<QueuePair> pairs, int waiting) {
        List<QueuePair> all = IntStream.range(0, callers).mapToObj(pairs).toList();
        for (int filled = 0; filled < waiting; filled += batch) {
            all.get(0).put(batch);
        }
        run(all, Duration.ofSeconds(seconds).dividedBy(10));
        return run(all, Duration.ofSeconds(seconds));
    }

    private double run(List<QueuePair> pairs, Duration time) {
        long began = System.nanoTime();
        List<Future<Long>> runs =
                pairs.stream()
                        .map(pair -> threads.executeBlocking(() -> run(pair, began, time), false))
                        .toList();
        Future.all(runs).toCompletionStage().toCompletableFuture().join();
        long taken = runs.stream().mapToLong(Future::result).sum();
        return taken / ((System.nanoTime() - began) / 1e9);
    }

    private long run(QueuePair pair, long began, Duration time) {
        long pairs = 0;
        while (System.nanoTime() - began < time.toNanos()) {
            pair.put(batch);
            int taken = pair.take(batch);
            if (taken != batch) {
                lost.set(true);
            }
            pairs += taken;
        }
        return pairs;
    }
}
