package dev.buildserver.agent.cached.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.agent.cached.tree.OutputFolders.Found;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFoldersTest {
    @TempDir Path temp;
    private Path root;
    private Path secret;
    private OutputFolders folders;

    @BeforeEach
    void tree() throws IOException {
        root = Files.createDirectories(temp.toRealPath().resolve("src"));
        secret = Files.createDirectories(temp.toRealPath().resolve("secret/net"));
        Files.writeString(secret.resolve("key"), "of the machine");
        Files.createDirectories(root.resolve("bin/net/de"));
        Files.writeString(root.resolve("bin/net/A.dll"), "a");
        Files.writeString(root.resolve("bin/net/de/B.dll"), "b");
        Files.writeString(root.resolve("bin/net/A.cache"), "c");
        folders = new OutputFolders(root);
    }

    @Test
    void readsAllFilesOfAFolder() throws IOException {
        // Given
        Files.writeString(root.resolve("bin/net/run"), "r");
        assertThat(root.resolve("bin/net/run").toFile().setExecutable(true)).isTrue();
        // When
        List<Found> found = folders.below(root.resolve("bin/net"), n -> !n.endsWith(".cache"));
        // Then
        assertThat(found)
                .containsExactly(
                        new Found(root.resolve("bin/net/A.dll"), Sha256.of("a"), false),
                        new Found(root.resolve("bin/net/de/B.dll"), Sha256.of("b"), false),
                        new Found(root.resolve("bin/net/run"), Sha256.of("r"), true));
        assertThat(folders.below(root.resolve("obj/net"), n -> true)).isEmpty();
    }

    @Test
    void followsNoLinkInTheFolder() throws IOException {
        // Given
        Files.createSymbolicLink(root.resolve("bin/net/folder"), secret);
        Files.createSymbolicLink(root.resolve("bin/net/file"), secret.resolve("key"));
        // When
        List<Found> found = folders.below(root.resolve("bin/net"), n -> n.startsWith("f"));
        // Then
        assertThat(found)
                .containsExactly(
                        new Found(root.resolve("bin/net/file"), null, false),
                        new Found(root.resolve("bin/net/folder"), null, false));
        assertThat(folders.file(root.resolve("bin/net/file")).sha256()).isNull();
    }

    @Test
    void followsNoLinkOnTheWayToTheFolder() throws IOException {
        // Given
        Files.createSymbolicLink(root.resolve("obj"), secret.getParent());
        // When, then
        assertThatThrownBy(() -> folders.below(root.resolve("obj/net"), n -> true))
                .isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> folders.file(root.resolve("obj/net/key")))
                .isInstanceOf(FileSystemException.class);
    }
}
