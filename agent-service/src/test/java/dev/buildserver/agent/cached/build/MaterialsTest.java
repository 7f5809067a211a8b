package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.store.DiskCache;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.testing.SmallCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaterialsTest {
    @TempDir Path folder;
    private Path source;
    private DiskCache cache;
    private Materials materials;

    @BeforeEach
    void begin() throws IOException {
        source = Files.createDirectory(folder.toRealPath().resolve("source"));
        cache = SmallCache.in(folder.resolve("cache"));
        materials = new Materials(source, cache);
    }

    @Test
    void manyFilesOfFewContentsAreAllThere() throws IOException {
        // Given
        List<StoredFile> files = new ArrayList<>();
        for (int number = 0; number < 300; number++) {
            files.add(
                    StoredFile.own(
                            "bin/" + number % 7 + "/f" + number,
                            stored("content " + number % 40),
                            number % 2 == 0));
        }

        // When
        materials.bring(files);
        boolean placed = materials.place(files);

        // Then
        assertThat(placed).isTrue();
        for (int number = 0; number < 300; number++) {
            Path file = source.resolve("bin/" + number % 7 + "/f" + number);
            assertThat(file).hasContent("content " + number % 40);
            assertThat(Files.isExecutable(file)).isEqualTo(number % 2 == 0);
        }
    }

    @Test
    void aMissingContentIsTold() throws IOException {
        // Given
        List<StoredFile> files =
                List.of(
                        StoredFile.own("a", stored("content"), false),
                        StoredFile.own("b", Sha256.of("nobody stored it"), false));

        // When
        boolean placed = materials.place(files);

        // Then
        assertThat(placed).isFalse();
        assertThat(source.resolve("b")).doesNotExist();
    }

    @Test
    void nothingIsWrittenOverALinkThatLeadsOut() throws IOException {
        // Given
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createSymbolicLink(source.resolve("bin"), outside);
        List<StoredFile> files = List.of(StoredFile.own("bin/a", stored("content"), false));

        // When, Then
        assertThatThrownBy(() -> materials.place(files))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leads out of the source tree");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aFileThatCantBeWrittenIsAnError() throws IOException {
        // Given
        Files.createDirectories(source.resolve("a/b"));
        List<StoredFile> files = List.of(StoredFile.own("a", stored("content"), false));

        // When, Then
        assertThatThrownBy(() -> materials.place(files)).isInstanceOf(IOException.class);
    }

    private String stored(String content) throws IOException {
        String sha256 = Sha256.of(content);
        cache.write(Map.of(sha256, Files.writeString(folder.resolve("new"), content)));
        return sha256;
    }
}
