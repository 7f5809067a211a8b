package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.load.Figures;
import dev.buildserver.benchmarks.load.Load;
import dev.buildserver.benchmarks.measure.Machine;
import dev.buildserver.benchmarks.measure.ProcessCpu;
import dev.buildserver.benchmarks.measure.Report;
import dev.buildserver.benchmarks.stack.MeasuredStack;
import dev.buildserver.benchmarks.stack.StackAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
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
    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final Duration FILL_WITHIN = Duration.ofHours(2);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(90);

    @Spec private CommandSpec spec;
    @Mixin private LoadOptions options;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "Time that is measured (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "20",
            description = "Seconds of the same load before (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--queued",
            defaultValue = "0",
            description =
                    "Builds waiting before the measuring begins, and kept waiting (default:"
                            + " ${DEFAULT-VALUE}).")
    private int queued;

    @Override
    public Integer call() throws Exception {
        Map<String, Object> machine = Machine.facts();
        Path folder =
                options.folder() == null
                        ? Files.createTempDirectory("buildserver-bench-")
                        : options.folder();
        Map<String, Object> results = new LinkedHashMap<>();
        try (MeasuredStack stack = MeasuredStack.start(folder, options.mode().environment());
                Load load = new Load(stack.access(), options.plan())) {
            measure(stack.access(), load, results);
            load.stop(queued == 0, STOP_WITHIN);
        }
        Map<String, Object> parameters = options.parameters();
        parameters.put("queued", queued);
        parameters.put("seconds", seconds);
        new Report("lifecycle", parameters, machine, results)
                .publish(spec.commandLine().getOut(), options.json());
        return 0;
    }

    private void measure(StackAccess stack, Load load, Map<String, Object> results)
            throws Exception {
        load.register(START_WITHIN);
        long level = Math.max(queued, options.inFlight());
        long began = System.nanoTime();
        load.keepWaiting(level);
        load.awaitWaiting(queued, FILL_WITHIN);
        double fillSeconds = (System.nanoTime() - began) / 1e9;
        load.takeWork();
        pass(load, warmUp);
        Map<String, Long> pids = stack.processes();
        pids.put("generator", ProcessHandle.current().pid());
        Map<String, Double> before = ProcessCpu.millis(pids);
        began = System.nanoTime();
        load.openWindow();
        pass(load, seconds);
        Figures figures = load.closeWindow();
        double measured = (System.nanoTime() - began) / 1e9;
        Map<String, Double> after = ProcessCpu.millis(pids);
        results.put("jobsPerSecond", figures.finished() / measured);
        results.put("jobs", figures.finished());
        if (queued > 0) {
            results.put("fillPerSecond", queued / fillSeconds);
        }
        results.put("submitP50Millis", figures.submitMillis().percentile(50));
        results.put("submitP99Millis", figures.submitMillis().percentile(99));
        results.put("submitToLeaseP50Millis", figures.leaseMillis().percentile(50));
        results.put("submitToLeaseP99Millis", figures.leaseMillis().percentile(99));
        double sum = 0;
        for (String name : pids.keySet()) {
            double millis = (after.get(name) - before.get(name)) / Math.max(1, figures.finished());
            results.put("cpuMillisPerJob." + name, millis);
            sum += millis;
        }
        results.put("cpuMillisPerJob", sum);
        results.put("faults", figures.faults());
    }

    private static void pass(Load load, int forSeconds) throws InterruptedException {
        try {
            load.awaitFinished(Long.MAX_VALUE / 2, Duration.ofSeconds(forSeconds));
        } catch (TimeoutException e) {
            // As intended.
        }
    }
}
