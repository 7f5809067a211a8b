package dev.buildserver.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.standalone.folder.LauncherException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRepositoryTest {
    @TempDir Path folder;

    private DemoRepository repository;

    @BeforeEach
    void setUp() throws Exception {
        Path sample = folder.resolve("sample");
        write(sample.resolve("Greeter.sln"), "solution");
        write(sample.resolve("src/Greeter.App/Program.cs"), "name = \"World\";");
        write(sample.resolve("src/Greeter.App/bin/Release/greet.dll"), "old");
        repository = DemoRepository.make(sample, folder.resolve("repository"));
    }

    @Test
    void theSampleIsCommittedWithoutItsOutputs() throws Exception {
        // When
        List<String> files = committed();
        // Then
        assertThat(files).containsExactlyInAnyOrder("Greeter.sln", "src/Greeter.App/Program.cs");
        assertThat(repository.url()).isEqualTo("file://" + folder.resolve("repository"));
    }

    @Test
    void aChangeIsACommitOfItsOwn() throws Exception {
        // Given
        ObjectId before = head();
        // When
        repository.greet("World", "Moon");
        // Then
        assertThat(head()).isNotEqualTo(before);
        assertThat(folder.resolve("repository/src/Greeter.App/Program.cs"))
                .hasContent("name = \"Moon\";");
    }

    @Test
    void aChangeThatChangesNothingIsAnError() {
        assertThatThrownBy(() -> repository.greet("Mars", "Moon"))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("Mars");
    }

    private ObjectId head() throws Exception {
        try (Git git = Git.open(repositoryFolder())) {
            return git.getRepository().resolve("refs/heads/main");
        }
    }

    private List<String> committed() throws Exception {
        try (Git git = Git.open(repositoryFolder());
                TreeWalk walk = new TreeWalk(git.getRepository())) {
            walk.addTree(git.getRepository().resolve("refs/heads/main^{tree}"));
            walk.setRecursive(true);
            List<String> files = new ArrayList<>();
            while (walk.next()) {
                files.add(walk.getPathString());
            }
            return files;
        }
    }

    private File repositoryFolder() {
        return folder.resolve("repository").toFile();
    }

    private static void write(Path file, String content) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
