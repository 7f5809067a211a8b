package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.history.Replay;
import dev.buildserver.benchmarks.history.ReplayFigures;
import dev.buildserver.benchmarks.measure.Report;
import dev.buildserver.benchmarks.stack.MeasuredStack;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a strategy would have saved in the life of a repository. */
@Command(
        name = "history",
        description =
                "Replays the last commits of a repository as traffic, and compares with clean"
                        + " builds.",
        mixinStandardHelpOptions = true)
final class HistoryBenchmark implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--repository",
            required = true,
            paramLabel = "DIR|URL",
            description = "The repository; it is copied, not changed.")
    private String repository;

    @Option(
            names = "--revision",
            description = "Where the history ends, such as a branch (default: its own branch).")
    private String revision;

    @Option(
            names = "--commits",
            defaultValue = "30",
            description = "How many of the last commits (default: ${DEFAULT-VALUE}).")
    private int commits;

    @Option(
            names = "--solution",
            paramLabel = "PATH",
            description = "Solution or project in it (default: the only solution at the root).")
    private String solution;

    @Option(names = "--configuration", description = "Such as Release (default: the server's).")
    private String configuration;

    @Option(
            names = "--strategy",
            defaultValue = "Cached",
            description = "To be compared with Clean (default: ${DEFAULT-VALUE}).")
    private BuildStrategy strategy;

    @Option(
            names = {"-p", "--property"},
            paramLabel = "NAME=VALUE",
            description = "MSBuild property of all builds; repeatable.")
    private Map<String, String> properties = Map.of();

    @Option(names = "--tests", description = "Run the tests, too.")
    private boolean tests;

    @Option(names = "--json", description = "Write the report to this file.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        if (commits < 1) {
            throw new ParameterException(spec.commandLine(), "--commits must be positive");
        }
        if (strategy == BuildStrategy.CLEAN) {
            throw new ParameterException(spec.commandLine(), "Clean is what is compared with");
        }
        ReplayFigures figures = new ReplayFigures(spec.commandLine().getOut());
        replay(figures);
        if (figures.builds() == 0) {
            throw new IOException("No commit has the solution");
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("repository", repository);
        parameters.put("revision", revision);
        parameters.put("commits", commits);
        parameters.put("solution", solution);
        parameters.put("strategy", strategy.toString());
        parameters.put("properties", properties);
        parameters.put("tests", tests);
        Report.of("history", parameters, figures.results())
                .publish(spec.commandLine().getOut(), json);
        return figures.mismatches().isEmpty() ? 0 : 1;
    }

    private void replay(ReplayFigures figures) throws IOException {
        Replay.Source source =
                new Replay.Source(
                        repository, revision, solution, configuration, properties, tests, commits);
        try (TemporaryFolder folder = TemporaryFolder.create("buildserver-bench-");
                MeasuredStack stack = MeasuredStack.start(folder.path())) {
            Path manifests = folder.path().resolve("manifests");
            new Replay(stack.client(), stack.repositories(), manifests, strategy, figures)
                    .run(source);
        }
    }
}
