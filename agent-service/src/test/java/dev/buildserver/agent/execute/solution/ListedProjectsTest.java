package dev.buildserver.agent.execute.solution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListedProjectsTest {
    @TempDir Path folder;

    @Test
    void aSolutionNamesThemRelativeToItself() throws IOException {
        // Given
        Path solution = folder.resolve("build/All.sln");
        Files.createDirectories(solution.getParent());
        Files.writeString(
                solution,
                """
                \uFEFF
                Microsoft Visual Studio Solution File, Format Version 12.00
                Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "A", "..\\src\\A\\A.csproj", "{1}"
                EndProject
                  Project("{F2A71F9B-5D33-465A-A702-920D77279786}")="B" , "B/B.fsproj" , "{2}"
                EndProject
                Global
                EndGlobal
                """);

        // When / Then
        assertThat(ListedProjects.of(solution))
                .contains(
                        Set.of(
                                folder.resolve("src/A/A.csproj"),
                                folder.resolve("build/B/B.fsproj")));
    }

    @Test
    void aProjectNamesItself() throws IOException {
        Path project = folder.resolve("A.csproj");
        assertThat(ListedProjects.of(project)).contains(Set.of(project));
    }

    @Test
    void aFilterSaysItInOtherWords() throws IOException {
        assertThat(ListedProjects.of(folder.resolve("All.slnf"))).isEmpty();
    }
}
