package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildNodesTest {
    @TempDir Path source;

    @Test
    void aSmallSolutionIsBuiltByOneNode() throws Exception {
        // Given
        projects(10, "csproj");
        files("src/P1", 100, "cs");

        // Then
        assertThat(BuildNodes.arguments(source)).containsExactly("-m:1");
    }

    @Test
    void manyProjectsAreBuiltByAllProcessors() throws Exception {
        // Given
        projects(21, "fsproj");

        // Then
        assertThat(BuildNodes.arguments(source)).isEmpty();
    }

    @Test
    void manySourcesAreBuiltByAllProcessors() throws Exception {
        // Given
        projects(2, "vbproj");
        files("src/P1", 300, "VB");

        // Then
        assertThat(BuildNodes.arguments(source)).isEmpty();
    }

    @Test
    void whatBuildsMadeIsNoWork() throws Exception {
        // Given
        projects(2, "csproj");
        files("src/P1/obj/Release", 400, "cs");
        files(".git/x", 400, "cs");

        // Then
        assertThat(BuildNodes.arguments(source)).containsExactly("-m:1");
    }

    private void projects(int count, String ending) throws IOException {
        for (int i = 1; i <= count; i++) {
            Path folder = Files.createDirectories(source.resolve("src/P" + i));
            Files.createFile(folder.resolve("P" + i + "." + ending));
        }
    }

    private void files(String folder, int count, String ending) throws IOException {
        Path made = Files.createDirectories(source.resolve(folder));
        for (int i = 1; i <= count; i++) {
            Files.createFile(made.resolve("C" + i + "." + ending));
        }
    }
}
