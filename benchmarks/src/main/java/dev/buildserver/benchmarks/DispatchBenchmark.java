package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.audit.Finding;
import dev.buildserver.benchmarks.load.Figures;
import dev.buildserver.benchmarks.load.Load;
import dev.buildserver.benchmarks.measure.Machine;
import dev.buildserver.benchmarks.measure.Report;
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

/** How soon a build that nothing stands against is in an agent's hand. */
@Command(
        name = "dispatch",
        description =
                "Time from the submission's request to the lease in the agent's hand, idle and at"
                        + " half of the highest rate.",
        mixinStandardHelpOptions = true)
final class DispatchBenchmark implements Callable<Integer> {
    private static final Duration ONE_WITHIN = Duration.ofSeconds(30);
    // Each sample meets a quiet stack.
    private static final Duration PAUSE = Duration.ofMillis(20);

    @Spec private CommandSpec spec;
    @Mixin private LoadOptions options;

    @Option(
            names = "--samples",
            defaultValue = "500",
            description = "Builds on the idle stack, one at a time (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description =
                    "Time for each of warm-up at full load and half load (default:"
                            + " ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--rate",
            defaultValue = "0",
            description =
                    "Builds per second of the half load; 0 = half of what the warm-up reaches"
                            + " (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Override
    public Integer call() throws Exception {
        Map<String, Object> machine = Machine.facts();
        Map<String, Object> results = new LinkedHashMap<>();
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> findings;
        try (LoadedStack stack = LoadedStack.start(options)) {
            Load load = stack.load();
            load.takeWork();
            double full = warmUp(load);
            double half = rate > 0 ? rate : full / 2;
            Timings.put(results, "idle", idle(load).leaseMillis());
            Timings.put(results, "halfLoad", halfLoad(load, half).leaseMillis());
            results.put("fullJobsPerSecond", full);
            results.put("halfLoadJobsPerSecond", half);
            findings = stack.audit(true, out);
            results.put("faults", load.figures().faults());
            results.put("violations", findings.size());
        }
        Map<String, Object> parameters = options.parameters();
        parameters.put("samples", samples);
        parameters.put("seconds", seconds);
        new Report("dispatch", parameters, machine, results).publish(out, options.json());
        return findings.isEmpty() ? 0 : 1;
    }

    /** Full load; returns the rate of the second half, builds per second. */
    private double warmUp(Load load) throws Exception {
        load.keepWaiting(options.inFlight());
        load.pass(Duration.ofSeconds(seconds).dividedBy(2));
        long before = load.finished();
        long began = System.nanoTime();
        load.pass(Duration.ofSeconds(seconds).dividedBy(2));
        double reached = (load.finished() - before) / ((System.nanoTime() - began) / 1e9);
        load.keepWaiting(0);
        load.awaitQuiet(ONE_WITHIN);
        return reached;
    }

    private Figures idle(Load load) throws Exception {
        load.openWindow();
        for (int i = 0; i < samples; i++) {
            load.submitOne();
            load.awaitQuiet(ONE_WITHIN);
            load.pass(PAUSE);
        }
        return load.closeWindow();
    }

    private Figures halfLoad(Load load, double perSecond) throws Exception {
        load.pace(perSecond);
        load.pass(Duration.ofSeconds(2));
        load.openWindow();
        load.pass(Duration.ofSeconds(seconds));
        Figures figures = load.closeWindow();
        load.keepWaiting(0);
        return figures;
    }
}
