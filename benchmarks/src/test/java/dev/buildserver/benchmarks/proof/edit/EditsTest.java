package dev.buildserver.benchmarks.proof.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.benchmarks.proof.solution.GeneratedSolution;
import dev.buildserver.benchmarks.proof.solution.Layout;
import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EditsTest {
    private static final Pattern REFERENCE =
            Pattern.compile("Include=\"\\.\\./\\.\\./\\.\\./([^\"]*proj)\"");

    static Stream<Edit> edits() {
        return Edits.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("edits")
    void eachEditFindsSomethingAndSaysWhat(Edit edit) {
        // Given: a solution in which each feature occurs
        SourceTree tree = GeneratedSolution.of(5, 30);
        int applied = 0;
        for (long seed = 0; seed < 40; seed++) {
            SourceTree edited = tree.copy();
            // When
            Optional<String> done = edit.change().apply(edited, new Random(seed));
            // Then
            boolean nothing = edited.equals(tree);
            assertThat(done.isEmpty()).isEqualTo(nothing && !edit.name().equals("touch"));
            applied += done.isPresent() ? 1 : 0;
            assertThatReferencesLeadToProjects(edited);
        }
        assertThat(applied).isPositive();
    }

    private static void assertThatReferencesLeadToProjects(SourceTree tree) {
        List<String> projects = Layout.projects(tree);
        for (String project : projects) {
            Matcher references = REFERENCE.matcher(tree.text(project));
            while (references.find()) {
                assertThat(projects).as(project).contains(references.group(1));
            }
            assertThat(tree.text(Layout.SOLUTION)).contains(Layout.name(project));
        }
    }
}
