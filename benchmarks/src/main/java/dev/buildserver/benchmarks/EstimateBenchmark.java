package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.estimate.Script;
import dev.buildserver.benchmarks.estimate.Trial;
import dev.buildserver.benchmarks.measure.Machine;
import dev.buildserver.benchmarks.measure.Report;
import dev.buildserver.benchmarks.stack.MeasuredStack;
import dev.buildserver.benchmarks.stack.StackMode;
import dev.buildserver.benchmarks.stack.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How far estimates are off. Builds last as long as a script says that the server does not know: it
 * learns from some builds of each project; then a part of the builds comes at once, so that the
 * queue is deeper than the pool, and the others while it is worked off.
 */
@Command(
        name = "estimate",
        description =
                "Error of queue estimates: what was said of start, duration and end of builds, and"
                        + " what came true.",
        mixinStandardHelpOptions = true)
final class EstimateBenchmark implements Callable<Integer> {
    private static final int LOOKS_AT_ONCE = 8;
    // Of what the pool can do, so that the queue gets shorter while they come.
    private static final double LATER_RATE = 0.7;

    @Spec private CommandSpec spec;

    @Option(names = "--agents", defaultValue = "12", description = "With one slot (default: 12).")
    private int agents;

    @Option(names = "--projects", defaultValue = "10", description = "2 or more (default: 10).")
    private int projects;

    @Option(names = "--builds", defaultValue = "240", description = "Measured (default: 240).")
    private int builds;

    @Option(
            names = "--at-once",
            defaultValue = "0.6",
            description = "Part of them that comes at the beginning (default: 0.6).")
    private double atOnce;

    @Option(
            names = "--learnt",
            defaultValue = "4",
            description = "Builds of each project before; 0 = none is known (default: 4).")
    private int learnt;

    @Option(
            names = "--shortest",
            defaultValue = "2",
            description = "Mean seconds of the shortest project (default: 2).")
    private double shortest;

    @Option(
            names = "--longest",
            defaultValue = "16",
            description = "Mean seconds of the longest project (default: 16).")
    private double longest;

    @Option(
            names = "--noise",
            defaultValue = "0.2",
            description = "Standard deviation of the logarithm of durations (default: 0.2).")
    private double noise;

    @Option(names = "--seed", defaultValue = "1", description = "Of chance (default: 1).")
    private long seed;

    @Option(names = "--json", description = "Write the report to this file.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        Map<String, Object> machine = Machine.facts();
        Map<String, Object> results = new LinkedHashMap<>();
        Script script = new Script(new Random(seed), projects, shortest, longest, noise);
        try (TemporaryFolder folder = TemporaryFolder.create("buildserver-bench-");
                MeasuredStack stack =
                        MeasuredStack.start(folder.path(), StackMode.SERVER.environment());
                Trial trial = new Trial(stack.access(), script, agents)) {
            run(trial, script);
            trial.report(results);
        }
        new Report("estimate", parameters(), machine, results)
                .publish(spec.commandLine().getOut(), json);
        return 0;
    }

    private void run(Trial trial, Script script)
            throws IOException, InterruptedException, ExecutionException {
        for (int build = 0; build < learnt * projects; build++) {
            trial.submit(build % projects);
        }
        trial.finish(agents);
        trial.forget();
        int first = (int) Math.round(builds * atOnce);
        for (int build = 0; build < first; build++) {
            trial.submit(script.nextProject());
        }
        trial.look(first);
        long pause = Math.round(script.meanSeconds() / agents / LATER_RATE * 1e3);
        for (int build = first; build < builds; build++) {
            trial.pass(pause);
            trial.look(1);
            trial.submit(script.nextProject());
        }
        trial.finish(LOOKS_AT_ONCE);
    }

    private Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("agents", agents);
        parameters.put("projects", projects);
        parameters.put("builds", builds);
        parameters.put("atOnce", atOnce);
        parameters.put("learnt", learnt);
        parameters.put("shortestSeconds", shortest);
        parameters.put("longestSeconds", longest);
        parameters.put("noise", noise);
        parameters.put("seed", seed);
        return parameters;
    }
}
