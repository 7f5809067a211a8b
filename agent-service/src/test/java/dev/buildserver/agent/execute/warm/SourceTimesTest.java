package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTimesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant TIME = Instant.parse("2026-03-01T11:59:50Z");

    @TempDir private Path tree;

    @Test
    void filesOfManyDaysHaveOneTimeThatGitKnows() throws Exception {
        // Given
        Path old = write("src/old.json");
        Path young = write("src/deep/young.json");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("src/old.json"));
        try (Git git = Git.init().setDirectory(tree.toFile()).call()) {
            git.add().addFilepattern(".").call();
        }
        Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));

        // When
        SourceTimes.level(tree, NOW);

        // Then
        assertThat(Files.getLastModifiedTime(old).toInstant()).isEqualTo(TIME);
        assertThat(Files.getLastModifiedTime(young).toInstant()).isEqualTo(TIME);
        try (Repository repository =
                new FileRepositoryBuilder().setWorkTree(tree.toFile()).build()) {
            DirCache index = repository.readDirCache();
            for (String path : new String[] {"src/old.json", "src/deep/young.json"}) {
                assertThat(index.getEntry(path).getLastModifiedInstant()).isEqualTo(TIME);
                assertThat(index.getEntry(path).isSmudged()).as("to be read again").isFalse();
            }
        }
        try (Git git = Git.open(tree.toFile())) {
            assertThat(git.status().call().getModified()).isEmpty();
        }
    }

    @Test
    void filesOfNoCheckoutKeepTheirTimes() throws Exception {
        // Given
        Path file = write("a.json");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        // When
        SourceTimes.level(tree, NOW);

        // Then
        assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(Instant.EPOCH);
    }

    private Path write(String path) throws Exception {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, path);
    }
}
