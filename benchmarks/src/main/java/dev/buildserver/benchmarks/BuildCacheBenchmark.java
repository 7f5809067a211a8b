package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.buildcache.CachedBuilds;
import dev.buildserver.benchmarks.measure.Machine;
import dev.buildserver.benchmarks.measure.Report;
import dev.buildserver.benchmarks.stack.MeasuredStack;
import dev.buildserver.benchmarks.stack.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the cache saves and costs, by how much of a solution it can give. */
@Command(
        name = "build-cache",
        description =
                "Generated solutions built by hand, Clean, and with the cache: with no, half, most"
                        + " and all projects from it, and after edits of one.",
        mixinStandardHelpOptions = true)
final class BuildCacheBenchmark implements Callable<Integer> {
    private static final int WARM_UP = 3;

    @Spec private CommandSpec spec;

    @Option(
            names = "--projects",
            split = ",",
            defaultValue = "5,20,100",
            description = "Sizes of solutions (default: ${DEFAULT-VALUE}).")
    private List<Integer> sizes;

    @Option(
            names = "--rounds",
            defaultValue = "1",
            description = "Solutions of each size (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--cases",
            split = ",",
            description = "Only these, after noHits: names as in the report (default: all).")
    private List<String> cases = List.of();

    @Option(
            names = "--times",
            defaultValue = "1",
            description = "How often each case is built, after an edit each (default: 1).")
    private int times;

    @Option(names = "--seed", defaultValue = "1", description = "Of the first (default: 1).")
    private long seed;

    @Option(names = "--json", description = "Write the report to this file.")
    private Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1 || times < 1 || sizes.stream().anyMatch(size -> size < 2)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rounds and --times must be at least 1, --projects at least 2");
        }
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Object> machine = Machine.facts();
        Map<String, Object> results = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        try (TemporaryFolder folder = TemporaryFolder.create("buildserver-bench-");
                MeasuredStack stack = MeasuredStack.start(folder.path())) {
            new CachedBuilds(stack, WARM_UP, List.of(), 1, out).round(0);
            for (int size : sizes) {
                CachedBuilds builds = new CachedBuilds(stack, size, cases, times, out);
                for (int round = 0; round < rounds; round++) {
                    builds.round(seed + round);
                }
                builds.results()
                        .forEach((figure, value) -> results.put(figure + "." + size, value));
                wrong.addAll(builds.wrong());
            }
        }
        results.put("wrongBuilds", wrong);
        new Report(
                        "build-cache",
                        Map.of("projects", sizes, "rounds", rounds, "times", times, "seed", seed),
                        machine,
                        results)
                .publish(out, json);
        return wrong.isEmpty() ? 0 : 1;
    }
}
