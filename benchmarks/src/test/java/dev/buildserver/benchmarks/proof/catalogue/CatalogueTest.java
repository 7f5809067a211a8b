package dev.buildserver.benchmarks.proof.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
    static Stream<CatalogueCase> cases() {
        return Catalogue.cases().stream();
    }

    @Test
    void namesAreUnique() {
        assertThat(Catalogue.cases()).extracting(CatalogueCase::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anEditStaysInTheFolderOfItsCase(CatalogueCase one) {
        // Given
        SourceTree base = Catalogue.base(Catalogue.cases());

        // When
        SourceTree edited = Catalogue.edited(List.of(one), base);

        // Then
        TreeSet<String> changed = new TreeSet<>(base.files().keySet());
        changed.addAll(edited.files().keySet());
        changed.removeIf(
                path ->
                        base.has(path)
                                && edited.has(path)
                                && base.file(path).equals(edited.file(path)));
        assertThat(changed).allMatch(path -> path.startsWith("cases/" + one.name() + "/"));
        assertThat(changed.isEmpty()).isEqualTo(one.unedited());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsExpectedIsOfProjectsThatThereAre(CatalogueCase one) {
        SourceTree base = Catalogue.base(List.of(one));
        assertThat(one.expected()).isNotEmpty();
        for (String project : one.expected().keySet()) {
            assertThat(base.files()).containsKey(one.path(project));
        }
    }
}
