package dev.buildserver.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxFilesTest {
    @TempDir Path folder;

    @Test
    void whatSandboxesShowNowIsNotWrittenOver() throws Exception {
        // Given
        SandboxFiles.write(folder);
        Map<String, Object> shown = files();

        // When
        SandboxFiles.write(folder);

        // Then
        assertThat(files()).isEqualTo(shown).containsKeys("passwd", "hosts", "libtracer.so");
    }

    @Test
    void whatWasChangedIsPutRight() throws Exception {
        // Given
        SandboxFiles.write(folder);
        Path hosts = folder.resolve("hosts");
        String text = Files.readString(hosts);
        Files.writeString(hosts, "");

        // When
        SandboxFiles.write(folder);

        // Then
        assertThat(hosts).hasContent(text);
        assertThat(files()).hasSize(5);
    }

    /** Names with what tells one file of a name from the next, and when it was last written. */
    private Map<String, Object> files() throws IOException {
        Map<String, Object> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file : (Iterable<Path>) list::iterator) {
                BasicFileAttributes known = Files.readAttributes(file, BasicFileAttributes.class);
                files.put(
                        file.getFileName().toString(),
                        known.fileKey() + " " + known.lastModifiedTime());
            }
        }
        return files;
    }
}
