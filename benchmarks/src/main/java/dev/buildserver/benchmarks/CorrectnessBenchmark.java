package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.measure.Report;
import dev.buildserver.benchmarks.proof.Comparison;
import dev.buildserver.benchmarks.proof.Proof;
import dev.buildserver.benchmarks.proof.ProofFigures;
import dev.buildserver.benchmarks.stack.MeasuredStack;
import dev.buildserver.benchmarks.stack.TemporaryFolder;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether the quick strategies make what a clean build makes, over many random edits. */
@Command(
        name = "correctness",
        description = "Random edits built with every strategy, and compared with clean builds.",
        mixinStandardHelpOptions = true)
final class CorrectnessBenchmark implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--edits",
            defaultValue = "100",
            description = "How many edits (default: ${DEFAULT-VALUE}).")
    private int edits;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of solutions and edits (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--from",
            defaultValue = "0",
            description = "Number of the first edit, to go on with a run (default: 0).")
    private int from;

    @Option(
            names = "--strategies",
            split = ",",
            description = "To be compared with Clean (default: all that the server offers).")
    private List<BuildStrategy> strategies = List.of();

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            defaultValue = "target/correctness",
            description = "Folder for the manifests of mismatches (default: ${DEFAULT-VALUE}).")
    private Path kept;

    @Option(names = "--json", description = "Write the report to this file.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        check();
        ProofFigures figures;
        try (TemporaryFolder folder = TemporaryFolder.create("buildserver-bench-");
                MeasuredStack stack = MeasuredStack.start(folder.path(), slots())) {
            BuildServerClient client = stack.client();
            figures = new ProofFigures(spec.commandLine().getOut());
            Proof proof =
                    new Proof(
                            client,
                            stack.repositories(),
                            Files.createDirectories(kept),
                            Comparison.of(strategies),
                            figures);
            proof.run(seed, from, edits);
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("edits", edits);
        parameters.put("seed", seed);
        parameters.put("from", from);
        Report.of("correctness", parameters, figures.results())
                .publish(spec.commandLine().getOut(), json);
        return figures.mismatches().isEmpty() ? 0 : 1;
    }

    private void check() {
        if (edits < 1 || from < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--edits must be positive, --from not negative");
        }
        if (strategies.contains(BuildStrategy.CLEAN)) {
            throw new ParameterException(
                    spec.commandLine(), "Clean is what the others are compared with");
        }
    }

    // All strategies of an edit build at the same time, on one agent that can hold them.
    private static Map<String, String> slots() {
        return Map.of("BUILDSERVER_AGENT_SLOTS", "3");
    }
}
