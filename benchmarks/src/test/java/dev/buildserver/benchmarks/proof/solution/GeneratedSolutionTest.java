package dev.buildserver.benchmarks.proof.solution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedSolutionTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nobodyRefersToTests(long seed) {
        // When
        SourceTree tree = GeneratedSolution.of(seed, 100);

        // Then
        List<String> tests =
                tree.files().keySet().stream()
                        .filter(path -> path.endsWith("/Tests.cs"))
                        .map(path -> Layout.name(Layout.folder(path) + ".csproj"))
                        .toList();
        assertThat(tests).hasSize(5);
        assertThat(tree.files().keySet())
                .filteredOn(path -> path.endsWith(".csproj"))
                .allSatisfy(
                        path ->
                                assertThat(tests)
                                        .noneMatch(
                                                test ->
                                                        tree.text(path)
                                                                .contains("/" + test + ".csproj")));
    }
}
