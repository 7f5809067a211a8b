package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyTimesTest {
    private static final Instant OLD = Instant.parse("2026-03-01T11:00:00.123456789Z");
    private static final Instant NEWEST = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant BUILT = Instant.parse("2026-03-01T12:00:10Z");

    @TempDir private Path tree;

    @Test
    void copiesOfSourcesAreAsYoungAsTheNewestSource() throws Exception {
        // Given
        Path old = write("src/old.json", OLD);
        Path young = write("src/young.json", NEWEST);
        commit();
        Path copy = write("src/bin/renamed.json", OLD);
        Path compiled = write("src/bin/app.dll", BUILT);
        Path ofPackage = write("src/bin/package.dll", Instant.EPOCH);
        Path link = Files.createSymbolicLink(tree.resolve("src/bin/link"), Path.of("../old.json"));

        // When
        CopyTimes.settle(tree);

        // Then
        assertThat(time(copy)).isEqualTo(NEWEST);
        assertThat(time(compiled)).isEqualTo(BUILT);
        assertThat(time(ofPackage)).isEqualTo(Instant.EPOCH);
        assertThat(time(old)).isEqualTo(time(link)).isEqualTo(OLD);
        assertThat(time(young)).isEqualTo(NEWEST);
    }

    @Test
    void filesOfNoCheckoutKeepTheirTimes() throws Exception {
        // Given
        write("a.json", NEWEST);
        Path copy = write("b.json", OLD);

        // When
        CopyTimes.settle(tree);

        // Then
        assertThat(time(copy)).isEqualTo(OLD);
    }

    private void commit() throws Exception {
        try (Git git = Git.init().setDirectory(tree.toFile()).call()) {
            git.add().addFilepattern(".").call();
        }
    }

    private Path write(String path, Instant time) throws Exception {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, path);
        return Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private static Instant time(Path file) throws Exception {
        return Files.getLastModifiedTime(file).toInstant();
    }
}
