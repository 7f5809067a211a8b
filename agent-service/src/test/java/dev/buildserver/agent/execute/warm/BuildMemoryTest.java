package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildMemoryTest {
    @TempDir private Path tree;
    private BuildMemory memory;

    @BeforeEach
    void aRepositoryOfOneProject() throws Exception {
        Files.writeString(tree.resolve("A.csproj"), "<Project />");
        try (Git git = Git.init().setDirectory(tree.toFile()).call()) {
            git.add().addFilepattern(".").call();
        }
        memory = new BuildMemory(tree, "options", UnaryOperator.identity());
    }

    @Test
    void aBuildGoesOnFromTheLastOne() throws Exception {
        // Given
        memory.remember(List.of());

        // When / Then
        assertThat(memory.decide().anew()).isFalse();
    }

    @Test
    void outputsThatAPatternOfItemsMatchesAreNotBuiltUpon() throws Exception {
        // Given
        Files.writeString(
                tree.resolve("A.csproj"),
                "<Project><ItemGroup><Content Include='**/*.md' /></ItemGroup></Project>");
        Files.createDirectories(tree.resolve("bin"));
        Files.writeString(tree.resolve("bin/notes.md"), "");
        memory.remember(List.of());

        // When
        Decision decision = memory.decide();

        // Then
        assertThat(decision)
                .isEqualTo(
                        Decision.everything(
                                "**/*.md in A.csproj matches bin/notes.md of the last build"));
    }

    @Test
    void filesOfASubmoduleAreNotKnown() throws Exception {
        // Given
        try (Git git = Git.open(tree.toFile())) {
            DirCache index = git.getRepository().lockDirCache();
            DirCacheEditor editor = index.editor();
            editor.add(
                    new DirCacheEditor.PathEdit("libs/sub") {
                        @Override
                        public void apply(DirCacheEntry entry) {
                            entry.setFileMode(FileMode.GITLINK);
                            entry.setObjectId(ObjectId.zeroId());
                        }
                    });
            assertThat(editor.commit()).isTrue();
        }
        memory.remember(List.of());

        // When
        Decision decision = memory.decide();

        // Then
        assertThat(decision)
                .isEqualTo(
                        Decision.everything(
                                "libs/sub is a submodule, of which it is not known what changed"));
    }
}
