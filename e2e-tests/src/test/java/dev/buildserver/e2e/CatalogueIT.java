package dev.buildserver.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.benchmarks.proof.CatalogueProof;
import dev.buildserver.benchmarks.proof.Comparison;
import dev.buildserver.benchmarks.proof.ProofFigures;
import dev.buildserver.benchmarks.proof.catalogue.Catalogue;
import dev.buildserver.benchmarks.proof.catalogue.CatalogueCase;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.Endpoint;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.e2e.stack.RunningStack;
import dev.buildserver.e2e.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each input that caches of builds have forgotten, built after an edit of just that. */
@ExtendWith(RunningStack.class)
@Order(RunningStack.LAST)
@TestInstance(Lifecycle.PER_CLASS)
class CatalogueIT {
    private List<CatalogueProof.Finding> findings;
    private ProofFigures figures;

    static Stream<CatalogueCase> cases() {
        return Catalogue.cases().stream();
    }

    @BeforeAll
    void buildAllCasesAtOnce(Stack stack) throws IOException {
        BuildServerClient client =
                new BuildServerClient(
                        Endpoint.of(URI.create(stack.url()), stack.token("developer")));
        figures = new ProofFigures(new PrintWriter(Writer.nullWriter()));
        findings =
                new CatalogueProof(
                                client,
                                stack.repositories(),
                                Path.of("target/catalogue"),
                                Comparison.of(
                                        List.of(BuildStrategy.INCREMENTAL, BuildStrategy.CACHED)),
                                figures,
                                stack::awaitUploads)
                        .run();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputsAreThoseOfACleanBuild(CatalogueCase one) {
        assertThat(findings).allSatisfy(finding -> assertThat(finding.of(one)).isEmpty());
    }

    @Test
    void nothingElseDiffers() {
        assertThat(findings).isEmpty();
    }

    /** All but those that can't be built upon, which have solutions of their own. */
    @Test
    void incrementalGoesOnFromOutputsWhereSourcesAreEdited() {
        assertThat(figures.results()).containsEntry("warmBuilds", 1);
    }
}
