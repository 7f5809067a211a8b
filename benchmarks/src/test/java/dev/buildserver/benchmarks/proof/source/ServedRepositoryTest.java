package dev.buildserver.benchmarks.proof.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedRepositoryTest {
    @TempDir Path folder;

    @Test
    void aCloneHoldsTheTreeWithModesAndLinks() throws Exception {
        // Given
        SourceTree tree = new SourceTree().put("a/text.txt", "text").put("a.txt", "other");
        tree.put("run.sh", SourceFile.of("exit 0").as(SourceFile.Kind.PROGRAM));
        tree.put("link", SourceFile.of("a/text.txt").as(SourceFile.Kind.LINK));

        try (ServedRepository repository = ServedRepository.create(folder.resolve("served.git"))) {
            // When
            repository.commit(tree, "first");
            String second = repository.commit(tree.remove("a.txt"), "second");

            // Then
            Path clone = folder.resolve("clone");
            try (Git git =
                    Git.cloneRepository()
                            .setURI(repository.url())
                            .setDirectory(clone.toFile())
                            .call()) {
                assertThat(git.getRepository().resolve("HEAD").name()).isEqualTo(second);
            }
            assertThat(clone.resolve("a/text.txt")).hasContent("text");
            assertThat(clone.resolve("a.txt")).doesNotExist();
            assertThat(Files.isExecutable(clone.resolve("run.sh"))).isTrue();
            assertThat(Files.readSymbolicLink(clone.resolve("link")))
                    .isEqualTo(Path.of("a/text.txt"));
        }
    }
}
