package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @TempDir private Path tree;

    @Test
    void onlyWhatGitKnowsStays() throws Exception {
        // Given: also tracked files where outputs lie, and ignored ones elsewhere
        write("src/A.cs", "src/bin/tracked.dll", "src/obj/A.csproj.more.g.props", ".editorconfig");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("src"));
        commit(tree);
        write("src/bin/Release/A.dll", "src/obj/A.dll", "src/odd name/ü.txt", "left.txt");
        Files.createSymbolicLink(tree.resolve("src/bin/up"), Path.of("../.."));

        // When
        Leftovers.remove(tree);

        // Then
        assertThat(names())
                .containsExactly(
                        ".editorconfig",
                        "link",
                        "src",
                        "src/A.cs",
                        "src/bin",
                        "src/bin/tracked.dll",
                        "src/obj",
                        "src/obj/A.csproj.more.g.props");
    }

    @Test
    void submodulesAreRidOfThemToo() throws Exception {
        // Given
        write("sub/S.cs", "a.cs");
        commit(tree.resolve("sub"));
        try (Git git = Git.init().setDirectory(tree.toFile()).call()) {
            git.add().addFilepattern("a.cs").call();
            DirCache index = git.getRepository().lockDirCache();
            DirCacheEditor editor = index.editor();
            editor.add(
                    new DirCacheEditor.PathEdit("sub") {
                        @Override
                        public void apply(DirCacheEntry entry) {
                            entry.setFileMode(FileMode.GITLINK);
                            entry.setObjectId(ObjectId.zeroId());
                        }
                    });
            assertThat(editor.commit()).isTrue();
        }
        write("sub/obj/S.dll", "sub/left/one.txt");

        // When
        Leftovers.remove(tree);

        // Then
        assertThat(names()).containsExactly("a.cs", "sub", "sub/S.cs");
    }

    @Test
    void aFolderThatIsNoCheckoutStaysAsItIs() throws Exception {
        // Given
        write("src/obj/A.dll");

        // When
        Leftovers.remove(tree);

        // Then
        assertThat(names()).containsExactly("src", "src/obj", "src/obj/A.dll");
    }

    private void write(String... paths) throws IOException {
        for (String path : paths) {
            Files.createDirectories(tree.resolve(path).getParent());
            Files.writeString(tree.resolve(path), path);
        }
    }

    private static void commit(Path folder) throws Exception {
        try (Git git = Git.init().setDirectory(folder.toFile()).call()) {
            git.add().addFilepattern(".").call();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(file -> !file.equals(tree))
                    .map(file -> tree.relativize(file).toString())
                    .filter(name -> !name.matches("(.*/)?\\.git(/.*)?"))
                    .sorted()
                    .toList();
        }
    }
}
