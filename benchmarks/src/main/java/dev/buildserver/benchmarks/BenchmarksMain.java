package dev.buildserver.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code ./buildserver bench NAME}. Exit status 1 when a result is wrong, not when it is slow; 3
 * when nothing could be measured.
 */
@Command(
        name = "bench",
        description = "Measures the stack on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            StartupBenchmark.class,
            FirstStageBenchmark.class,
            OverheadBenchmark.class,
            LifecycleBenchmark.class,
            DispatchBenchmark.class,
            QueueBenchmark.class,
            EstimateBenchmark.class,
            CacheBenchmark.class,
            BuildCacheBenchmark.class,
            RecoveryBenchmark.class,
            ChaosBenchmark.class,
            FaultsBenchmark.class,
            CorrectnessBenchmark.class,
            HistoryBenchmark.class
        })
public final class BenchmarksMain implements Runnable {
    private static final int NOT_MEASURED = 3;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    private BenchmarksMain() {}

    public static void main(String[] arguments) {
        // The script passes its own first word.
        String[] own =
                arguments.length > 0 && arguments[0].equals("bench")
                        ? java.util.Arrays.copyOfRange(arguments, 1, arguments.length)
                        : arguments;
        System.exit(
                new CommandLine(new BenchmarksMain())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setExitCodeExceptionMapper(e -> NOT_MEASURED)
                        .execute(own));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which benchmark?");
    }
}
