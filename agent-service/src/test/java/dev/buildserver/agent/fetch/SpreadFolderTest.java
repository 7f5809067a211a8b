package dev.buildserver.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.buildserver.agent.process.ShortCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpreadFolderTest {
    @TempDir Path temp;

    @Test
    void subfoldersAreNoNeighbours() throws IOException {
        // Given a file system that can place folders apart
        Path probe = Files.createDirectory(temp.resolve("probe"));
        assumeTrue(
                ShortCommand.output(List.of("chattr", "+T", probe.toString()), Map.of())
                        .isPresent());

        // When
        Path folder = temp.resolve("work/attempts");
        SpreadFolder.create(folder);

        // Then
        Optional<String> attributes =
                ShortCommand.output(List.of("lsattr", "-d", folder.toString()), Map.of());
        assertThat(attributes.orElseThrow().split(" ")[0]).contains("T");
    }

    @Test
    void whatIsThereStays() throws IOException {
        // Given
        Path folder = Files.createDirectories(temp.resolve("attempts/a"));

        // When
        SpreadFolder.create(folder.getParent());

        // Then
        assertThat(folder).isDirectory();
    }
}
