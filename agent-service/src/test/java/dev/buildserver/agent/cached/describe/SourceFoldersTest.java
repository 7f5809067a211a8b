package dev.buildserver.agent.cached.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceFoldersTest {
    @Test
    void areThoseOfProjectsAndAllBelow() {
        // Given
        SourceFolders folders = new SourceFolders(Set.of("src/A"));

        // Then
        assertThat(folders.contains("src/A")).isTrue();
        assertThat(folders.contains("src/A/deep/down")).isTrue();
        assertThat(folders.contains("src")).isFalse();
        assertThat(folders.contains("src/AB")).isFalse();
        assertThat(SourceFolders.NONE.contains("")).isFalse();
    }

    @Test
    void aProjectAtTheRootHasTheWholeTree() {
        // Given
        SourceFolders folders = new SourceFolders(Set.of(""));

        // Then
        assertThat(folders.contains("")).isTrue();
        assertThat(folders.contains("any/where")).isTrue();
    }
}
