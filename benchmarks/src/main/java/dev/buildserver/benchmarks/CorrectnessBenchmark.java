package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.measure.Report;
import dev.buildserver.benchmarks.proof.CatalogueProof;
import dev.buildserver.benchmarks.proof.Comparison;
import dev.buildserver.benchmarks.proof.Proof;
import dev.buildserver.benchmarks.proof.ProofFigures;
import dev.buildserver.benchmarks.stack.MeasuredStack;
import dev.buildserver.benchmarks.stack.TemporaryFolder;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.IOException;
import java.io.PrintWriter;
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
            names = "--incremental-every",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of how many edits Incremental builds two (default: ${DEFAULT-VALUE}).")
    private int incrementalEvery;

    @Option(
            names = "--catalogue",
            description = "Build the catalogue of cases, and no random edits.")
    private boolean catalogue;

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
        List<CatalogueProof.Finding> findings = List.of();
        try (TemporaryFolder folder = TemporaryFolder.create("buildserver-bench-");
                MeasuredStack stack = MeasuredStack.start(folder.path(), slots())) {
            BuildServerClient client = stack.client();
            figures = new ProofFigures(spec.commandLine().getOut());
            if (catalogue) {
                findings = catalogue(client, stack.repositories(), figures);
            } else {
                proof(client, stack.repositories(), figures);
            }
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("edits", edits);
        parameters.put("seed", seed);
        parameters.put("from", from);
        Report.of("correctness", parameters, figures.results())
                .publish(spec.commandLine().getOut(), json);
        return figures.mismatches().isEmpty() && findings.isEmpty() ? 0 : 1;
    }

    private void proof(BuildServerClient client, Path repositories, ProofFigures figures)
            throws IOException {
        Comparison comparison = Comparison.of(strategies).incrementalEvery(incrementalEvery);
        new Proof(client, repositories, kept, comparison, figures).run(seed, from, edits);
    }

    private List<CatalogueProof.Finding> catalogue(
            BuildServerClient client, Path repositories, ProofFigures figures) throws IOException {
        Comparison comparison = Comparison.of(strategies);
        // One agent builds all: nothing has to be shared.
        List<CatalogueProof.Finding> findings =
                new CatalogueProof(client, repositories, kept, comparison, figures, () -> {}).run();
        PrintWriter out = spec.commandLine().getOut();
        for (CatalogueProof.Finding finding : findings) {
            out.printf("MISMATCH of %s, %s:%n", finding.strategy(), finding.step());
            finding.differences().forEach(line -> out.println("    " + line));
        }
        return findings;
    }

    private void check() {
        if (edits < 1 || from < 0 || incrementalEvery < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--edits and --incremental-every must be positive, --from not negative");
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
