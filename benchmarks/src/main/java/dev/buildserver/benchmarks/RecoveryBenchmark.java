package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.audit.Finding;
import dev.buildserver.benchmarks.load.Load;
import dev.buildserver.benchmarks.measure.Machine;
import dev.buildserver.benchmarks.measure.Report;
import dev.buildserver.benchmarks.measure.Samples;
import java.io.IOException;
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

/**
 * How long nothing ends after a service was killed under load. The launcher starts it again; that
 * start is part of the time.
 */
@Command(
        name = "recovery",
        description =
                "Seconds from SIGKILL of a service under load until the next build ends; with an"
                        + " audit.",
        mixinStandardHelpOptions = true)
final class RecoveryBenchmark implements Callable<Integer> {
    private static final Duration BACK_WITHIN = Duration.ofSeconds(120);

    private static final Duration ON_THE_WAY = Duration.ofMillis(100);

    @Spec private CommandSpec spec;
    @Mixin private LoadOptions options;

    @Option(
            names = "--kill",
            defaultValue = "orchestrator",
            description = "orchestrator, gateway, postgres or redis (default: ${DEFAULT-VALUE}).")
    private String victim;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Kills, at most 5 (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "15",
            description = "Load before each kill (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        Map<String, Object> machine = Machine.facts();
        Map<String, Object> results = new LinkedHashMap<>();
        PrintWriter out = spec.commandLine().getOut();
        Samples recovered = new Samples();
        List<Finding> findings;
        try (LoadedStack stack = LoadedStack.start(options)) {
            Load load = stack.load();
            load.takeWork();
            load.keepWaiting(options.inFlight());
            for (int round = 0; round < rounds; round++) {
                load.pass(Duration.ofSeconds(seconds));
                recovered.add(killed(stack));
            }
            load.pass(Duration.ofSeconds(seconds));
            findings = stack.audit(true, out);
            results.put("recoveryMedianSeconds", recovered.median());
            results.put("recoveryMaxSeconds", recovered.max());
            results.put("jobs", load.finished());
            results.put("faults", load.figures().faults());
            results.put("violations", findings.size());
        }
        Map<String, Object> parameters = options.parameters();
        parameters.put("kill", victim);
        parameters.put("rounds", rounds);
        new Report("recovery", parameters, machine, results).publish(out, options.json());
        return findings.isEmpty() ? 0 : 1;
    }

    /** Kills the process and returns the seconds until the next build has ended. */
    private double killed(LoadedStack stack) throws Exception {
        Long pid = stack.access().processes().get(victim);
        if (pid == null) {
            throw new IOException("there is no process " + victim + " in the stack");
        }
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        long began = System.nanoTime();
        // Answers that were on their way are no sign of recovery.
        stack.load().pass(ON_THE_WAY);
        stack.load().awaitFinished(1, BACK_WITHIN);
        return (System.nanoTime() - began) / 1e9;
    }
}
