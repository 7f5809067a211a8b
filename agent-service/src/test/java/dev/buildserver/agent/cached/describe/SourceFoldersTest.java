package dev.buildserver.agent.cached.describe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.describe.SourceGlobs.Reach;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceFoldersTest {
    @Test
    void areThoseOfPlainProjects() {
        // Given
        SourceFolders folders =
                new SourceFolders(Map.of("src/A", Reach.NOWHERE, "src/B", Reach.OWN_FOLDER));

        // Then
        assertThat(folders.contains("src/A")).isTrue();
        assertThat(folders.contains("src/A/deep/down")).isTrue();
        assertThat(folders.contains("src/B/deep")).isFalse();
        assertThat(folders.contains("src")).isFalse();
        assertThat(folders.contains("src/AB")).isFalse();
    }

    @Test
    void aProjectAboveHasAWord() {
        // Given
        SourceFolders folders =
                new SourceFolders(Map.of("", Reach.OWN_FOLDER, "src/A", Reach.NOWHERE));

        // Then
        assertThat(folders.contains("src/A")).isFalse();
    }

    @Test
    void thereAreNoneWhereSomebodyLooksAnywhere() {
        // Given
        SourceFolders folders =
                new SourceFolders(Map.of("src/A", Reach.NOWHERE, "src/B", Reach.ANYWHERE));

        // Then
        assertThat(folders.contains("src/A")).isFalse();
    }
}
