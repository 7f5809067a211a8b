package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixedInputsTest {
    private static final Instant NOW = Instant.parse("2020-02-02T02:02:02Z");

    @TempDir private Path tree;

    @Test
    void onlySuchOutputsAreMadeOlder() throws IOException {
        // Given
        Path dependencies = write("a/bin/Release/A.deps.json");
        Path parts = write("a/obj/Release/A.MvcApplicationPartsAssemblyInfo.cache");
        Path tracked = write("a/sample.deps.json");
        Path other = write("a/bin/Release/A.dll");

        // When
        FixedInputs.age(tree, Set.of("a/sample.deps.json"));

        // Then
        assertThat(time(dependencies)).isBefore(NOW);
        assertThat(time(parts)).isBefore(NOW);
        assertThat(time(tracked)).isEqualTo(NOW);
        assertThat(time(other)).isEqualTo(NOW);
    }

    private Path write(String path) throws IOException {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        return Files.setLastModifiedTime(file, FileTime.from(NOW));
    }

    private static Instant time(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }
}
