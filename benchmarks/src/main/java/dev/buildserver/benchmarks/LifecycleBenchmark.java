package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.audit.Finding;
import dev.buildserver.benchmarks.load.Figures;
import dev.buildserver.benchmarks.load.Load;
import dev.buildserver.benchmarks.measure.Machine;
import dev.buildserver.benchmarks.measure.Report;
import dev.buildserver.benchmarks.stack.jdbc.DatabaseWork;
import dev.buildserver.benchmarks.stack.jdbc.QueueFill;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How many builds the servers can carry through, when the builds themselves cost nothing. */
@Command(
        name = "lifecycle",
        description =
                "Builds per second from submission to result, with simulated agents, and an audit.",
        mixinStandardHelpOptions = true)
final class LifecycleBenchmark implements Callable<Integer> {
    private static final Duration FILL_WITHIN = Duration.ofHours(2);
    // Two full sweeps.
    private static final Duration INDEXED_WITHIN = Duration.ofSeconds(60);

    @Spec private CommandSpec spec;
    @Mixin private LoadOptions options;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "Time that is measured (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "30",
            description = "Seconds of the same load before (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--queued",
            defaultValue = "0",
            description =
                    "Builds waiting before the measuring begins, and kept waiting (default:"
                            + " ${DEFAULT-VALUE}).")
    private int queued;

    @Option(
            names = "--fill-database",
            description = "Put the waiting builds into the database, not through the API.")
    private boolean fillDatabase;

    @Override
    public Integer call() throws Exception {
        Map<String, Object> machine = Machine.facts();
        Map<String, Object> results = new LinkedHashMap<>();
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> findings;
        try (LoadedStack stack = LoadedStack.start(options)) {
            Load load = stack.load();
            fill(stack, results);
            load.takeWork();
            load.pass(Duration.ofSeconds(warmUp));
            measure(stack, results);
            findings = stack.audit(queued == 0, out);
            results.put("faults", load.figures().faults());
            results.put("violations", findings.size());
        }
        Map<String, Object> parameters = options.parameters();
        parameters.put("queued", queued);
        parameters.put("fillDatabase", fillDatabase);
        parameters.put("seconds", seconds);
        new Report("lifecycle", parameters, machine, results).publish(out, options.json());
        return findings.isEmpty() ? 0 : 1;
    }

    /** Fills the queue while nothing is leased. */
    private void fill(LoadedStack stack, Map<String, Object> results) throws Exception {
        Load load = stack.load();
        if (queued > 0 && fillDatabase) {
            load.submitOne();
            load.awaitWaiting(1, FILL_WITHIN);
            String original = load.keyPrefix() + 0;
            int copies = QueueFill.copies(stack.access(), original, queued - 1);
            load.filled(original, copies);
            load.pass(INDEXED_WITHIN);
        }
        long before = load.waiting();
        long began = System.nanoTime();
        load.keepWaiting(Math.max(queued, options.inFlight()));
        load.awaitWaiting(queued, FILL_WITHIN);
        if (queued > before) {
            results.put("fillPerSecond", (queued - before) / ((System.nanoTime() - began) / 1e9));
        }
    }

    private void measure(LoadedStack stack, Map<String, Object> results) throws Exception {
        Load load = stack.load();
        DatabaseWork worked = DatabaseWork.of(stack.access());
        Map<String, Double> before = stack.cpuMillis();
        long began = System.nanoTime();
        load.openWindow();
        load.pass(Duration.ofSeconds(seconds));
        Figures figures = load.closeWindow();
        double measured = (System.nanoTime() - began) / 1e9;
        Map<String, Double> after = stack.cpuMillis();
        DatabaseWork work = DatabaseWork.of(stack.access()).since(worked);
        results.put("jobsPerSecond", figures.finished() / measured);
        results.put("jobs", figures.finished());
        Timings.put(results, "submit", figures.submitMillis());
        if (queued == 0 && options.plan().running() == 0) {
            Timings.put(results, "submitToLease", figures.leaseMillis());
        }
        // Nothing finished: what the fleet costs while it waits.
        String per = figures.finished() > 0 ? "PerJob" : "PerSecond";
        double units = figures.finished() > 0 ? figures.finished() : measured;
        putCpu(results, per, units, before, after);
        results.put("transactions" + per, work.transactions() / units);
        results.put("rows" + per, work.rows() / units);
        results.put("walBytes" + per, work.walBytes() / units);
    }

    private static void putCpu(
            Map<String, Object> results,
            String per,
            double units,
            Map<String, Double> before,
            Map<String, Double> after) {
        double sum = 0;
        for (String name : after.keySet()) {
            double millis = (after.get(name) - before.getOrDefault(name, 0.0)) / units;
            results.put("cpuMillis" + per + "." + name, millis);
            sum += millis;
        }
        results.put("cpuMillis" + per, sum);
    }
}
