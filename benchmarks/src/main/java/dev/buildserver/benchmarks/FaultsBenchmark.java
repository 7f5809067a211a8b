package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.faults.Cell;
import dev.buildserver.benchmarks.faults.Component;
import dev.buildserver.benchmarks.faults.Phase;
import dev.buildserver.benchmarks.load.Gates;
import dev.buildserver.benchmarks.load.LoadPlan;
import dev.buildserver.benchmarks.measure.Machine;
import dev.buildserver.benchmarks.measure.Report;
import dev.buildserver.benchmarks.stack.StackMode;
import dev.buildserver.benchmarks.trial.TrialPlan;
import dev.buildserver.benchmarks.trial.TrialStack;
import dev.buildserver.benchmarks.trial.Verdict;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Every component fails in every phase of a build, once; after each there is an audit. */
@Command(
        name = "faults",
        description =
                "Each component fails in each phase of a build, with one and two orchestrators; an"
                        + " audit after each. Exit status 1 when a promise was broken.",
        mixinStandardHelpOptions = true)
final class FaultsBenchmark implements Callable<Integer> {
    private static final int IN_FLIGHT = 64;
    private static final int LINES = 20;
    private static final int BATCHES = 4;
    private static final double ARTIFACT_SHARE = 0.3;

    @Spec private CommandSpec spec;

    @Option(
            names = "--replicas",
            split = ",",
            defaultValue = "1,2",
            description = "Numbers of orchestrators (default: ${DEFAULT-VALUE}).")
    private int[] replicas;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "COMPONENT[:PHASE]",
            description =
                    "Only these: GATEWAY, ORCHESTRATOR, ARTIFACT, REDIS, REDIS_FLUSH, POSTGRES,"
                            + " AGENT, AGENT_FREEZE, AGENT_PARTITION; SUBMITTING, QUEUED, LEASED,"
                            + " LOGGING, BEFORE_RESULT, AFTER_RESULT, CANCELLING.")
    private List<String> only = List.of();

    @Option(
            names = "--settle",
            defaultValue = "120",
            description =
                    "Seconds after a fault within which every build must have ended (default:"
                            + " ${DEFAULT-VALUE}).")
    private int settleSeconds;

    @Mixin private StackOptions kept;

    @Override
    public Integer call() throws Exception {
        Map<String, Object> machine = Machine.facts();
        List<Cell> cells = cells();
        List<Map<String, Object>> rows = new ArrayList<>();
        PrintWriter out = spec.commandLine().getOut();
        for (int count : replicas) {
            out.printf(
                    "%n%-8s %-16s %-14s %8s %6s %14s %6s %9s %11s%n",
                    "replicas",
                    "component",
                    "phase",
                    "seconds",
                    "lost",
                    "accepted twice",
                    "stuck",
                    "log holes",
                    "violations");
            try (TrialStack stack = TrialStack.start(plan(count), Optional.of(new Gates()))) {
                stack.load().takeWork();
                for (Cell cell : cells) {
                    Verdict verdict = cell.run(stack, Duration.ofSeconds(settleSeconds));
                    rows.add(row(count, cell, verdict, out));
                    if (!verdict.isGood()) {
                        stack.keepData();
                        out.println("The data stays in " + stack.data());
                        // What is broken would be found again after each further fault.
                        return report(machine, rows, out);
                    }
                }
            }
        }
        return report(machine, rows, out);
    }

    private int report(Map<String, Object> machine, List<Map<String, Object>> rows, PrintWriter out)
            throws Exception {
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("faults", rows.size());
        for (String figure : List.of("lost", "acceptedTwice", "stuck", "logHoles", "violations")) {
            results.put(figure, rows.stream().mapToLong(row -> (long) row.get(figure)).sum());
        }
        results.put(
                "longestSettleSeconds",
                rows.stream().mapToDouble(row -> (double) row.get("seconds")).max().orElse(0));
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("replicas", Arrays.stream(replicas).boxed().toList());
        parameters.put("only", only);
        Report report = new Report("faults", parameters, machine, results);
        report.publish(out, null);
        if (kept.json() != null) {
            // The table has been printed, row by row.
            results.put("table", rows);
            report.write(kept.json());
        }
        return (long) results.get("violations") + (long) results.get("stuck") == 0 ? 0 : 1;
    }

    private static Map<String, Object> row(
            int replicas, Cell cell, Verdict verdict, PrintWriter out) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("replicas", replicas);
        row.put("component", words(cell.component()));
        row.put("phase", words(cell.phase()));
        row.put("seconds", verdict.settleSeconds());
        row.put("lost", verdict.lost());
        row.put("acceptedTwice", verdict.acceptedTwice());
        row.put("stuck", verdict.stuck());
        row.put("logHoles", verdict.logHoles());
        row.put("violations", verdict.violations());
        out.printf("%-8s %-16s %-14s %8.1f %6d %14d %6d %9d %11d%n", row.values().toArray());
        verdict.findings().forEach(out::println);
        out.flush();
        return row;
    }

    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Component component : Component.values()) {
            for (Phase phase : Phase.values()) {
                Cell cell = new Cell(component, phase);
                if (only.isEmpty() || only.stream().anyMatch(cell::isNamed)) {
                    cells.add(cell);
                }
            }
        }
        for (String name : only) {
            if (cells.stream().noneMatch(cell -> cell.isNamed(name))) {
                throw new ParameterException(
                        spec.commandLine(), "--only " + name + " names no component or phase");
            }
        }
        return cells;
    }

    private TrialPlan plan(int count) {
        String session = "PT" + Component.SESSION_SECONDS + "S";
        return new TrialPlan(
                kept.folder() == null ? null : kept.folder().resolve("replicas-" + count),
                StackMode.LAPTOP,
                count,
                new LoadPlan(
                        Component.AGENTS,
                        Cell.SLOTS,
                        IN_FLIGHT,
                        0,
                        1,
                        1,
                        LINES,
                        true,
                        new LoadPlan.Way(BATCHES, 0, ARTIFACT_SHARE, count)),
                Map.of(
                        "BUILDSERVER_ORCHESTRATOR_SESSIONS_TTL",
                        session,
                        "BUILDSERVER_ORCHESTRATOR_SESSIONS_START_GRACE",
                        session,
                        "BUILDSERVER_ORCHESTRATOR_SESSIONS_HEARTBEAT_EVERY",
                        "PT1S"));
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
