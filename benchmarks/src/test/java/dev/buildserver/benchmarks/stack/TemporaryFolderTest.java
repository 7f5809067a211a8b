package dev.buildserver.benchmarks.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    @TempDir Path elsewhere;

    @Test
    void isGoneAfterwardsWithAllThatIsInItAndNothingElse() throws IOException {
        // Given
        Path kept = Files.writeString(elsewhere.resolve("kept"), "x");
        TemporaryFolder folder = TemporaryFolder.create("buildserver-bench-");
        Files.writeString(Files.createDirectories(folder.path().resolve("a/b")).resolve("c"), "x");
        Files.createSymbolicLink(folder.path().resolve("link"), elsewhere);
        Files.createSymbolicLink(folder.path().resolve("dangling"), Path.of("nowhere"));

        // When
        folder.close();

        // Then
        assertThat(folder.path()).doesNotExist();
        assertThat(kept).exists();
    }
}
