package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeBeforeTest {
    @TempDir private Path tree;
    private Path output;
    private TreeBefore before;

    @BeforeEach
    void aTreeWithAnOutput() throws Exception {
        output = write("bin/a.json", "old");
        Files.setLastModifiedTime(output, FileTime.from(Instant.EPOCH));
        before = TreeBefore.of(tree);
    }

    @Test
    void whatHasComeIsRemoved() throws Exception {
        // Given
        Path left = write("bin/log/left.txt", "");
        write(".git/index", "");

        // When
        TreeBefore.Since since = before.since();
        boolean removed = since.removeAdded();

        // Then
        assertThat(removed).isTrue();
        assertThat(since.intact()).isTrue();
        assertThat(since.added()).containsExactly(left);
        assertThat(left).doesNotExist();
        assertThat(output).exists();
    }

    @Test
    void anOutputThatBecomesAProgramIsNotAsItWas() throws Exception {
        // When
        assertThat(output.toFile().setExecutable(true)).isTrue();

        // Then
        assertThat(before.since().intact()).isFalse();
    }

    @Test
    void whatIsLeftAmongPackagesOfNpmIsRemovedAsWell() throws Exception {
        // Given
        Path left = write("bin/node_modules/.cache/left.json", "");

        // When / Then
        assertThat(before.since().removeAdded()).isTrue();
        assertThat(left).doesNotExist();
    }

    @Test
    void whatToolsKeepForThemselvesMayBeLeftOut() throws Exception {
        // Given
        Path left = write("bin/left.txt", "");
        Path kept = write("obj/a/kept.txt", "");

        // When
        TreeBefore.Since since = before.since("obj");

        // Then
        assertThat(since.added()).containsExactly(left);
        assertThat(since.removeAdded()).isTrue();
        assertThat(kept).exists();
    }

    @Test
    void foldersThatHaveComeAreRemoved() throws Exception {
        // Given
        Files.createDirectories(tree.resolve("bin/empty"));
        TreeBefore empty = TreeBefore.of(tree);
        write("bin/empty/left.txt", "");
        write("left/more/left.txt", "");
        Files.createDirectories(tree.resolve("bin/new/newer"));

        // When
        boolean removed = empty.since().removeAdded();

        // Then
        assertThat(removed).isTrue();
        assertThat(tree.resolve("bin/empty")).isEmptyDirectory();
        assertThat(tree.resolve("left")).doesNotExist();
        assertThat(tree.resolve("bin/new")).doesNotExist();
    }

    @Test
    void whatCannotBeRemovedIsNoFailure() throws Exception {
        // Given
        Path left = write("bin/left", "");
        Path other = write("bin/other", "");
        TreeBefore.Since since = before.since();
        Files.delete(left);
        write("bin/left/inside", "");

        // When / Then
        assertThat(since.removeAdded()).isFalse();
        assertThat(other).doesNotExist();
    }

    @Test
    void aRepositoryThatATestLeftStaysAndIsToldOf() throws Exception {
        // Given
        write("bin/repository/.git/HEAD", "");

        // When / Then
        assertThat(before.since().removeAdded()).isFalse();
    }

    @Test
    void nothingIsRemovedBehindALinkThatHasTakenAFoldersPlace(@TempDir Path outside)
            throws Exception {
        // Given
        Path left = write("left/HEAD", "");
        TreeBefore.Since since = before.since();
        Files.delete(left);
        Files.delete(left.getParent());
        Path precious = Files.writeString(outside.resolve("HEAD"), "");
        Files.createSymbolicLink(left.getParent(), outside);

        // When
        boolean removed = since.removeAdded();

        // Then
        assertThat(precious).exists();
        assertThat(removed).isFalse();
    }

    @Test
    void whatIsChangedOrGoneIsNotIntact() throws Exception {
        assertThat(before.since().intact()).isTrue();

        write("bin/a.json", "new");
        assertThat(before.since().intact()).isFalse();

        Files.delete(output);
        assertThat(before.since().intact()).isFalse();
    }

    private Path write(String path, String text) throws Exception {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
