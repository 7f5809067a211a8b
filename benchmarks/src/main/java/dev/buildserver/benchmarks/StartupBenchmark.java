package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.measure.ProcessMemory;
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

/** How long {@code up} takes, and what the stack weighs when it idles after a build. */
@Command(
        name = "startup",
        description =
                "Time of `up` until ready, and memory (PSS) of the stack idle after one build.",
        mixinStandardHelpOptions = true)
final class StartupBenchmark implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--rounds", defaultValue = "3", description = "Starts (default: 3).")
    private int rounds;

    @Option(names = "--json", description = "Write the report to this file.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        Samples ready = new Samples();
        Map<String, Long> memory = Map.of();
        try (TemporaryFolder folder = TemporaryFolder.create("buildserver-bench-")) {
            for (int round = 0; round < rounds; round++) {
                try (MeasuredStack stack = MeasuredStack.start(folder.path())) {
                    ready.add(stack.readySeconds());
                    SampleSource source = SampleSource.create(stack.repositories(), "greeter");
                    new Builds(stack.client()).run(source, BuildStrategy.CLEAN);
                    memory = ProcessMemory.mebibytes(stack.launcher());
                }
            }
        }
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("readyMedianSeconds", ready.median());
        results.put("readyMaxSeconds", ready.max());
        results.put("pssMebibytes", memory.values().stream().mapToLong(Long::longValue).sum());
        memory.forEach((name, mebibytes) -> results.put("pssMebibytes." + name, mebibytes));
        Report.of("startup", Map.of("rounds", rounds), results)
                .publish(spec.commandLine().getOut(), json);
        return 0;
    }
}
