package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesBeforeTest {
    @TempDir private Path tree;
    private SourcesBefore before;

    @BeforeEach
    void twoSources() throws Exception {
        for (String name : new String[] {"a.xml", "b.xml"}) {
            Files.writeString(tree.resolve(name), "old");
            Files.setLastModifiedTime(tree.resolve(name), FileTime.from(Instant.EPOCH));
        }
        try (Git git = Git.init().setDirectory(tree.toFile()).call()) {
            git.add().addFilepattern(".").call();
        }
        before = SourcesBefore.of(tree);
    }

    @Test
    void whatIsWrittenOnceMoreAsItWasCountsForNothing() throws Exception {
        // Given
        Files.writeString(tree.resolve("a.xml"), "old");
        Files.writeString(tree.resolve("output.xml"), "new");

        // When / Then
        assertThat(before.written()).isEmpty();
    }

    @Test
    void whatIsWrittenOverIsNamed() throws Exception {
        // Given
        Files.writeString(tree.resolve("a.xml"), "new");
        Files.delete(tree.resolve("b.xml"));

        // When / Then
        assertThat(before.written()).containsExactly("a.xml", "b.xml");
    }
}
