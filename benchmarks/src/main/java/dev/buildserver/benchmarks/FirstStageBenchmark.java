package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.measure.Report;
import dev.buildserver.benchmarks.measure.Samples;
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

/** From the POST to the start of the first stage on the agent, on an idle stack. */
@Command(
        name = "first-stage",
        description = "Time from POST to the start of the first stage, idle stack.",
        mixinStandardHelpOptions = true)
final class FirstStageBenchmark implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--rounds", defaultValue = "10", description = "Builds (default: 10).")
    private int rounds;

    @Option(names = "--json", description = "Write the report to this file.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        Samples millis = new Samples();
        double cold = 0;
        try (TemporaryFolder folder = TemporaryFolder.create("buildserver-bench-");
                MeasuredStack stack = MeasuredStack.start(folder.path())) {
            SampleSource source = SampleSource.create(stack.repositories(), "greeter");
            Builds builds = new Builds(stack.client());
            cold = builds.run(source, BuildStrategy.CLEAN).firstStageMillis();
            for (int round = 0; round < rounds; round++) {
                millis.add(builds.run(source, BuildStrategy.CLEAN).firstStageMillis());
            }
        }
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("firstBuildMillis", cold);
        results.put("p50Millis", millis.median());
        results.put("p99Millis", millis.percentile(99));
        Report.of("first-stage", Map.of("rounds", rounds), results)
                .publish(spec.commandLine().getOut(), json);
        return 0;
    }
}
