package dev.buildserver.agent.cached.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyHistoryTest {
    @TempDir Path folder;

    @Test
    void changesAreNamedByTheirInput() throws IOException {
        // Given
        KeyHistory history = new KeyHistory(folder.resolve("keys"));
        history.remember("A", "schema 1\nfile a 1\nfile b 2\nprop Configuration Release\n");

        // When / Then
        assertThat(history.changes("A", "schema 1\nfile a 3\nfile c 2\nprop Configuration Debug\n"))
                .hasValueSatisfying(
                        changes ->
                                assertThat(changes)
                                        .containsExactly(
                                                "file a changed",
                                                "file b is gone",
                                                "file c is new",
                                                "prop Configuration changed"));
    }

    @Test
    void ofAnotherProjectNothingIsKnown() throws IOException {
        // Given
        KeyHistory history = new KeyHistory(folder.resolve("keys"));
        history.remember("A", "schema 1\n");

        // When / Then
        assertThat(history.changes("B", "schema 1\n")).isEmpty();
        assertThat(history.changes("A", "schema 1\n"))
                .hasValueSatisfying(c -> assertThat(c).isEmpty());
    }
}
