package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.chaos.Injector;
import dev.buildserver.benchmarks.load.Load;
import dev.buildserver.benchmarks.load.LoadPlan;
import dev.buildserver.benchmarks.measure.Machine;
import dev.buildserver.benchmarks.measure.Report;
import dev.buildserver.benchmarks.trial.TrialAudit;
import dev.buildserver.benchmarks.trial.TrialPlan;
import dev.buildserver.benchmarks.trial.TrialStack;
import dev.buildserver.benchmarks.trial.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A steady load while one fault after the other strikes; then nothing may be lost. */
@Command(
        name = "chaos",
        description =
                "A steady load with a fault each second or so, the same for the same seed; then an"
                        + " audit. Exit status 1 when a promise was broken.",
        mixinStandardHelpOptions = true)
final class ChaosBenchmark implements Callable<Integer> {
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final int BATCHES = 4;
    private static final long PAUSE_MILLIS = 700;
    private static final double ARTIFACT_SHARE = 0.2;
    private static final int LINES = 20;
    private static final int IN_FLIGHT = 64;
    private static final int PROJECTS = 20;

    @Spec private CommandSpec spec;
    @Mixin private TrialOptions options;

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "How long faults strike (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--seed",
            description = "Of the schedule and of all that is left to chance (default: another).")
    private Long seed;

    @Option(
            names = "--replicas",
            defaultValue = "1",
            description = "Orchestrators, 1 or 2 (default: ${DEFAULT-VALUE}).")
    private int replicas;

    @Option(
            names = "--rate",
            defaultValue = "15",
            description = "Builds asked for a second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Override
    public Integer call() throws Exception {
        long chosen = seed == null ? System.nanoTime() : seed;
        Map<String, Object> machine = Machine.facts();
        Map<String, Object> results = new LinkedHashMap<>();
        PrintWriter out = spec.commandLine().getOut();
        Verdict verdict;
        try (TrialStack stack = TrialStack.start(plan(chosen), Optional.empty());
                PrintWriter log = log(stack)) {
            out.println("Seed " + chosen + "; each fault is in " + faultLog(stack));
            out.flush();
            Injector injector = new Injector(stack, options.agents(), replicas, log);
            verdict = run(stack, injector, chosen);
            verdict.findings().forEach(out::println);
            if (!verdict.isGood()) {
                stack.keepData();
                out.println("The data stays in " + stack.data());
            }
            put(results, injector, verdict, stack.load());
        }
        Map<String, Object> parameters = options.parameters();
        parameters.put("minutes", minutes);
        parameters.put("seed", chosen);
        parameters.put("replicas", replicas);
        parameters.put("rate", rate);
        new Report("chaos", parameters, machine, results).publish(out, options.json());
        return verdict.isGood() ? 0 : 1;
    }

    private Verdict run(TrialStack stack, Injector injector, long chosen) throws Exception {
        Load load = stack.load();
        load.takeWork();
        load.pace(rate);
        load.pass(CALM);
        injector.run(chosen, Duration.ofMillis((long) (minutes * 60_000)));
        double seconds = stack.audit().settle(options.settleWithin());
        stack.awaitReady(options.settleWithin());
        TrialAudit audit = stack.audit();
        return audit.verdict(seconds, Integer.MAX_VALUE)
                .with(audit.expiredUnharmed(injector::harmed));
    }

    private static void put(
            Map<String, Object> results, Injector injector, Verdict verdict, Load load) {
        Map<String, Integer> faults = injector.counts();
        results.put("faults", faults.values().stream().mapToInt(Integer::intValue).sum());
        results.put("jobs", verdict.builds().values().stream().mapToLong(Long::longValue).sum());
        results.put("lost", verdict.lost());
        results.put("acceptedTwice", verdict.acceptedTwice());
        results.put("stuck", verdict.stuck());
        results.put("logHoles", verdict.logHoles());
        results.put("violations", verdict.violations());
        results.put("settleSeconds", verdict.settleSeconds());
        results.put("builds", verdict.builds());
        results.put("attempts", verdict.ends());
        results.put("faultsByKind", faults);
        results.put("faultsSkipped", injector.skipped());
        Map<String, Long> answers = new TreeMap<>(load.figures().faults());
        results.put("internalErrors", internalErrors(answers));
        results.put("answers", answers);
    }

    /** Answers by which a service says that it does not know what is wrong. */
    private static long internalErrors(Map<String, Long> answers) {
        return answers.entrySet().stream()
                .filter(entry -> entry.getKey().contains(".http500"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private TrialPlan plan(long chosen) {
        return new TrialPlan(
                options.folder(),
                options.mode(),
                replicas,
                new LoadPlan(
                        options.agents(),
                        options.slots(),
                        IN_FLIGHT,
                        0,
                        1,
                        PROJECTS,
                        LINES,
                        true,
                        new LoadPlan.Way(BATCHES, PAUSE_MILLIS, ARTIFACT_SHARE, chosen)),
                Map.of());
    }

    private static Path faultLog(TrialStack stack) {
        return stack.data().resolve("logs/faults.log");
    }

    private static PrintWriter log(TrialStack stack) throws IOException {
        return new PrintWriter(faultLog(stack).toFile(), StandardCharsets.UTF_8);
    }
}
