package dev.buildserver.standalone.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir Path parent;

    @Test
    void aNewFolderIsItsOwnersAlone() throws Exception {
        // Given
        DataFolder folder = new DataFolder(parent.resolve("a/data"));
        // When
        folder.prepare();
        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.root())))
                .isEqualTo("rwx------");
        assertThat(folder.root().resolve("version")).hasContent(DataFolder.VERSION);
    }

    @Test
    void aFolderOfAnotherVersionIsRefused() throws Exception {
        // Given
        DataFolder folder = new DataFolder(parent.resolve("data"));
        folder.prepare();
        Files.writeString(folder.root().resolve("version"), "999\n");
        // When, Then
        assertThatThrownBy(folder::prepare)
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("is of version 999")
                .hasMessageContaining("knows version " + DataFolder.VERSION);
    }

    @Test
    void aFolderWithSomethingElseIsNeitherUsedNorDeleted() throws Exception {
        // Given
        Files.writeString(parent.resolve("thesis.tex"), "");
        DataFolder folder = new DataFolder(parent);
        // When, Then
        assertThatThrownBy(folder::prepare).hasMessageContaining("not a data folder");
        assertThatThrownBy(folder::purge).hasMessageContaining("not a data folder");
        assertThat(parent.resolve("thesis.tex")).exists();
    }

    @Test
    void onlyOneTakesTheFolder() throws Exception {
        // Given
        DataFolder folder = new DataFolder(parent.resolve("data"));
        folder.prepare();
        var lock = folder.lock().orElseThrow();
        // When, Then: within one JVM the second one throws, between two it is empty
        assertThatThrownBy(folder::lock).isInstanceOf(OverlappingFileLockException.class);
        lock.release();
        assertThat(folder.lock()).isPresent();
    }

    @Test
    void whatIsWrittenAboutARunIsRead() {
        // Given
        DataFolder folder = new DataFolder(parent.resolve("data"));
        folder.prepare();
        RunRecord run =
                new RunRecord(
                        new ProcessIdentity("launcher", 1, 2),
                        true,
                        "http://127.0.0.1:1",
                        List.of(new ProcessIdentity("gateway", 3, 4)));
        // When
        folder.write(run);
        // Then
        assertThat(folder.runRecord()).contains(run);
    }

    @Test
    void aBrokenRunFileCountsAsNone() throws Exception {
        // Given
        DataFolder folder = new DataFolder(parent.resolve("data"));
        folder.prepare();
        Files.writeString(folder.root().resolve("run.json"), "{\"launcher\"");
        // When, Then
        assertThat(folder.runRecord()).isEmpty();
    }

    @Test
    void purgeDeletesEverything() {
        // Given
        DataFolder folder = new DataFolder(parent.resolve("data"));
        folder.prepare();
        // When
        folder.purge();
        // Then
        assertThat(folder.root()).doesNotExist();
    }
}
