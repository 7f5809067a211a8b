package dev.buildserver.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.benchmarks.proof.Comparison;
import dev.buildserver.benchmarks.proof.Proof;
import dev.buildserver.benchmarks.proof.ProofFigures;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.Endpoint;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.e2e.stack.RunningStack;
import dev.buildserver.e2e.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A short run of {@code ./buildserver bench correctness}: whatever is edited, the quick strategies
 * make what a clean build makes.
 */
@ExtendWith(RunningStack.class)
@Order(RunningStack.LAST)
class CorrectnessIT {
    /** Its first solution is a small one, whose edits are of many kinds. */
    private static final long SEED = 18;

    private static final int EDITS = 8;
    private static final int INCREMENTAL_EVERY = 4;
    private static final Path KEPT = Path.of("target/correctness");

    @Test
    void editsAreBuiltAsACleanBuildWould(Stack stack) throws IOException {
        // Given
        StringWriter said = new StringWriter();
        ProofFigures figures = new ProofFigures(new PrintWriter(said));
        Comparison comparison =
                Comparison.of(List.of(BuildStrategy.INCREMENTAL, BuildStrategy.CACHED))
                        .incrementalEvery(INCREMENTAL_EVERY);
        Proof proof = new Proof(client(stack), stack.repositories(), KEPT, comparison, figures);
        // When
        proof.run(SEED, 0, EDITS);
        // Then
        assertThat(figures.mismatches()).as(said.toString()).isEmpty();
        assertThat(figures.results())
                .as(said.toString())
                .containsEntry("edits", EDITS)
                .containsEntry("brokenUnintended", 0)
                .hasEntrySatisfying("projectsHit", n -> assertThat((int) n).isGreaterThan(EDITS))
                .hasEntrySatisfying("warmBuilds", n -> assertThat((int) n).isPositive());
    }

    private static BuildServerClient client(Stack stack) {
        return new BuildServerClient(
                Endpoint.of(URI.create(stack.url()), stack.token("developer")));
    }
}
