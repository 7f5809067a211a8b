package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.cache.CacheLoad;
import dev.buildserver.benchmarks.cache.CacheLoad.Figure;
import dev.buildserver.benchmarks.cache.CacheTarget;
import dev.buildserver.benchmarks.cache.LookedUp;
import dev.buildserver.benchmarks.cache.Peer;
import dev.buildserver.benchmarks.cache.PlainFiles;
import dev.buildserver.benchmarks.measure.Machine;
import dev.buildserver.benchmarks.measure.ProcessMemory;
import dev.buildserver.benchmarks.measure.Report;
import dev.buildserver.benchmarks.stack.MeasuredStack;
import dev.buildserver.benchmarks.stack.StackAccess;
import dev.buildserver.benchmarks.stack.StackMode;
import dev.buildserver.benchmarks.stack.TemporaryFolder;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast the cache service is, beside a public one under the same load. */
@Command(
        name = "cache",
        description =
                "Blobs put and got a second, small and large, and entries looked up a second; the"
                        + " blobs also with bazel-remote or nginx, where there is one, and large"
                        + " ones as plain files.",
        mixinStandardHelpOptions = true)
final class CacheBenchmark implements Callable<Integer> {
    private static final int SMALL_BYTES = 4 << 10;
    private static final int LARGE_BYTES = 4 << 20;
    private static final int SMALL_BLOBS = 2000;
    private static final int LARGE_BLOBS = 20;
    private static final double MEGABYTE = 1e6;

    @Spec private CommandSpec spec;

    @Option(names = "--seconds", defaultValue = "10", description = "Of each (default: 10).")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "20",
            description =
                    "Seconds of each kind of request before anything counts (default: 20): a service"
                            + " that was just started is not compiled yet, and ten times slower.")
    private int warmUp;

    @Option(names = "--connections", defaultValue = "8", description = "Default: 8.")
    private int connections;

    @Option(
            names = "--keys",
            defaultValue = "2000",
            description = "Of which half have an entry (default: 2000).")
    private int keys;

    @Option(names = "--batch", defaultValue = "100", description = "Keys a call (default: 100).")
    private int batch;

    @Option(
            names = "--observed",
            defaultValue = "10",
            description = "Observed paths of each entry (default: 10).")
    private int observed;

    @Option(names = "--mode", defaultValue = "SERVER", description = "LAPTOP or SERVER.")
    private StackMode mode;

    @Option(names = "--peer", description = "Path of bazel-remote or nginx (default: on PATH).")
    private Path peerProgram;

    @Option(names = "--json", description = "Write the report to this file.")
    private Path json;

    private long wrong;

    @Override
    public Integer call() throws Exception {
        Map<String, Object> machine = Machine.facts();
        Map<String, Object> results = new LinkedHashMap<>();
        Vertx vertx = Vertx.vertx();
        try (TemporaryFolder folder = TemporaryFolder.create("buildserver-bench-")) {
            WorkerExecutor threads = vertx.createSharedWorkerExecutor("load", connections);
            Map<String, Figure> ours = ours(folder.path(), threads, results);
            peer(folder.path(), threads, ours, results);
            disk(folder.path(), threads, ours, results);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        results.put("wrongAnswers", wrong);
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("seconds", seconds);
        parameters.put("warmUp", warmUp);
        parameters.put("connections", connections);
        parameters.put("keys", keys);
        parameters.put("batch", batch);
        parameters.put("observed", observed);
        parameters.put("mode", mode.name().toLowerCase(Locale.ROOT));
        new Report("cache", parameters, machine, results)
                .publish(spec.commandLine().getOut(), json);
        return wrong == 0 ? 0 : 1;
    }

    private Map<String, Figure> ours(
            Path folder, WorkerExecutor threads, Map<String, Object> results) throws IOException {
        try (MeasuredStack stack =
                MeasuredStack.start(folder.resolve("stack"), mode.environment())) {
            StackAccess access = stack.access();
            String token = access.tokens().lease("Load");
            CacheTarget target =
                    new CacheTarget(
                            "ours",
                            access.cachePort(),
                            "Authorization: Bearer " + token + "\r\n",
                            access.processes());
            if (warmUp > 0) {
                small(new CacheLoad(target, threads, connections, Duration.ofSeconds(warmUp)));
            }
            CacheLoad load = load(target, threads);
            Map<String, Long> memory = new LinkedHashMap<>();
            memory.put("warmUp", memory(stack));
            List<String> all = LookedUp.store(load, keys, observed);
            Figure lookUps = load.lookUp(all, batch);
            memory.put("lookUps", memory(stack));
            results.put("lookUpsPerSecond", lookUps.opsPerSecond());
            results.put("lookUpBatchP50Millis", lookUps.p50Millis());
            results.put("lookUpBatchP99Millis", lookUps.p99Millis());
            results.put("lookUpMegabytesPerSecond", lookUps.bytesPerSecond() / MEGABYTE);
            Map<String, Figure> figures = small(load);
            memory.put("small", memory(stack));
            figures.putAll(large(load));
            memory.put("large", memory(stack));
            figures.forEach((name, figure) -> put(results, name, "", figure));
            results.put("cacheServiceMebibytesAfter", memory);
            results.put("pssMebibytes", ProcessMemory.mebibytes(stack.launcher()));
            wrong += load.wrong();
            return figures;
        }
    }

    private void peer(
            Path folder,
            WorkerExecutor threads,
            Map<String, Figure> ours,
            Map<String, Object> results)
            throws IOException, InterruptedException {
        Path files = folder.resolve("peer");
        Optional<Peer> found = Peer.start(files, peerProgram);
        if (found.isEmpty()) {
            results.put("peer", "none: neither bazel-remote nor nginx is on PATH");
            return;
        }
        try (Peer peer = found.get()) {
            results.put("peer", peer.target().name());
            CacheLoad load = load(peer.target(), threads);
            Map<String, Figure> figures = small(load);
            figures.putAll(large(load));
            figures.forEach(
                    (name, figure) -> {
                        put(results, name, ".peer", figure);
                        results.put(
                                name + "ToPeerRatio",
                                ours.get(name).opsPerSecond() / figure.opsPerSecond());
                    });
            wrong += load.wrong();
        }
    }

    private void disk(
            Path folder,
            WorkerExecutor threads,
            Map<String, Figure> ours,
            Map<String, Object> results)
            throws IOException {
        PlainFiles files =
                new PlainFiles(
                        folder.resolve("plain"), threads, connections, Duration.ofSeconds(seconds));
        disk(results, "putLarge", ours, files.write(LARGE_BYTES));
        disk(results, "getLarge", ours, files.read());
    }

    private static void disk(
            Map<String, Object> results,
            String name,
            Map<String, Figure> ours,
            double bytesPerSecond) {
        results.put(name + "MegabytesPerSecond.disk", bytesPerSecond / MEGABYTE);
        results.put(name + "ToDiskRatio", ours.get(name).bytesPerSecond() / bytesPerSecond);
    }

    private static long memory(MeasuredStack stack) throws IOException {
        return ProcessMemory.mebibytes(stack.launcher()).getOrDefault("cache-service", 0L);
    }

    private CacheLoad load(CacheTarget target, WorkerExecutor threads) {
        return new CacheLoad(target, threads, connections, Duration.ofSeconds(seconds));
    }

    private static Map<String, Figure> small(CacheLoad load) throws IOException {
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put("putSmall", load.put(SMALL_BYTES));
        figures.put("getSmall", load.get(SMALL_BYTES, SMALL_BLOBS));
        return figures;
    }

    private static Map<String, Figure> large(CacheLoad load) throws IOException {
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put("putLarge", load.put(LARGE_BYTES));
        figures.put("getLarge", load.get(LARGE_BYTES, LARGE_BLOBS));
        return figures;
    }

    private static void put(
            Map<String, Object> results, String name, String suffix, Figure figure) {
        results.put(name + "OpsPerSecond" + suffix, figure.opsPerSecond());
        results.put(name + "MegabytesPerSecond" + suffix, figure.bytesPerSecond() / MEGABYTE);
        results.put(name + "P50Millis" + suffix, figure.p50Millis());
        results.put(name + "P99Millis" + suffix, figure.p99Millis());
        results.put(name + "CpuMillis" + suffix, figure.cpuMillis());
    }
}
