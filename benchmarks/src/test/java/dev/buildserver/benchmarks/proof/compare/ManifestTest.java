package dev.buildserver.benchmarks.proof.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
    @TempDir Path folder;

    @Test
    void everyDifferenceIsNamed() {
        // Given
        Manifest right = new Manifest(Map.of("a", "100644 1", "b", "100644 2", "c", "100644 3"));
        Manifest wrong = new Manifest(Map.of("a", "100644 1", "b", "100755 2", "d", "100644 4"));

        // When / Then
        assertThat(wrong.differencesTo(right))
                .containsExactly("other content: b", "missing: c", "too many: d");
        assertThat(right.differencesTo(right)).isEmpty();
    }

    @Test
    void theFormatIsThatOfTheAgents() throws IOException {
        // Given
        Path file = folder.resolve("outputs.json");
        Files.writeString(
                file,
                """
                {"schema": 1, "files": [
                  {"path": "bin/a.dll", "mode": "100644", "sizeBytes": 3, "sha256": "00ff"}]}
                """);

        // When / Then
        assertThat(Manifest.read(file).files()).isEqualTo(Map.of("bin/a.dll", "100644 00ff"));
    }

    @Test
    void anotherFormatIsNotTakenForAnEmptyOne() throws IOException {
        // Given
        Path file = folder.resolve("outputs.json");
        Files.writeString(file, "{\"schema\": 2}");

        // When / Then
        assertThatThrownBy(() -> Manifest.read(file)).isInstanceOf(IOException.class);
    }
}
