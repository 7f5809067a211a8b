package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.measure.Report;
import dev.buildserver.benchmarks.measure.Samples;
import dev.buildserver.benchmarks.stack.BareBuild;
import dev.buildserver.benchmarks.stack.Builds;
import dev.buildserver.benchmarks.stack.MeasuredStack;
import dev.buildserver.benchmarks.stack.SampleSource;
import dev.buildserver.benchmarks.stack.TemporaryFolder;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What the server adds: a Clean build through the API next to the same work by hand, in turn. By
 * hand means: clone, restore, build, test, pack and publish, in an equally fresh HOME and TMPDIR.
 */
@Command(
        name = "overhead",
        description = "A Clean build through the API next to the same dotnet commands by hand.",
        mixinStandardHelpOptions = true)
final class OverheadBenchmark implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--rounds", defaultValue = "5", description = "Pairs (default: 5).")
    private int rounds;

    @Option(names = "--sample", defaultValue = "greeter", description = "greeter or storefront.")
    private String sample;

    @Option(names = "--json", description = "Write the report to this file.")
    private Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Samples served = new Samples();
        Samples bare = new Samples();
        Samples added = new Samples();
        try (TemporaryFolder folder = TemporaryFolder.create("buildserver-bench-");
                MeasuredStack stack = MeasuredStack.start(folder.path())) {
            SampleSource source = SampleSource.create(stack.repositories(), sample);
            Builds builds = new Builds(stack.client());
            BareBuild byHand = new BareBuild(stack, source);
            builds.run(source, BuildStrategy.CLEAN);
            byHand.run();
            for (int round = 0; round < rounds; round++) {
                double api = builds.run(source, BuildStrategy.CLEAN).seconds();
                double hand = byHand.run();
                served.add(api);
                bare.add(hand);
                added.add(api - hand);
            }
        }
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("servedMedianSeconds", served.median());
        results.put("bareMedianSeconds", bare.median());
        results.put("addedMedianSeconds", added.median());
        results.put("servedToBareRatio", served.median() / bare.median());
        Report.of("overhead", Map.of("rounds", rounds, "sample", sample), results)
                .publish(spec.commandLine().getOut(), json);
        return 0;
    }
}
