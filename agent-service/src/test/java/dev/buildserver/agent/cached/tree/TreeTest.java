package dev.buildserver.agent.cached.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeTest {
    private static final String COMMIT = "commit 1";

    @TempDir Path folder;

    @Test
    void aFileIsItsContentAndWhetherItIsAProgram() throws IOException {
        // Given
        write("a/b.txt", "content");
        write("run.sh", "content");
        assertThat(folder.resolve("run.sh").toFile().setExecutable(true)).isTrue();

        // When
        Tree tree = Tree.of(folder, COMMIT);

        // Then
        String content = Sha256.of("content");
        assertThat(tree.state("a/b.txt")).isEqualTo(content);
        assertThat(tree.state("run.sh")).isEqualTo(content + "x");
        assertThat(tree.state("a")).isEqualTo("D");
        assertThat(tree.state("a/c.txt")).isEqualTo("-");
        assertThat(tree.filesBelow("a")).containsExactly("a/b.txt");
        assertThat(tree.filesBelow("")).containsExactly("a/b.txt", "run.sh");
    }

    @Test
    void whoDoesNotLookAtSourcesSeesNoneComeAndGo() throws IOException {
        // Given
        write("src/P.csproj", "");
        write("src/a.cs", "a");
        write("src/old/b.vb", "b");
        Tree before = Tree.of(folder, COMMIT);

        // When
        Files.delete(folder.resolve("src/a.cs"));
        Files.delete(folder.resolve("src/old/b.vb"));
        Files.delete(folder.resolve("src/old"));
        write("src/new/deep/C.CS", "c");
        Tree after = Tree.of(folder, COMMIT);

        // Then
        assertThat(after.listingButSources("src")).isEqualTo(before.listingButSources("src"));
        assertThat(after.listing("src")).isNotEqualTo(before.listing("src"));
        assertThat(after.listingButSources("src/P.csproj")).isEqualTo(after.state("src/P.csproj"));

        // When
        write("src/new/data.json", "");

        // Then
        assertThat(Tree.of(folder, COMMIT).listingButSources("src"))
                .isNotEqualTo(before.listingButSources("src"));
    }

    @Test
    void aLinkIsNoSourceWhateverItsName() throws IOException {
        // Given
        write("src/P.csproj", "");
        write("other/a.props", "");
        Tree before = Tree.of(folder, COMMIT);

        // When
        Files.createSymbolicLink(folder.resolve("src/x.cs"), Path.of("../other"));

        // Then
        assertThat(Tree.of(folder, COMMIT).listingButSources("src"))
                .isNotEqualTo(before.listingButSources("src"));
    }

    @Test
    void whatIsWrittenLaterIsNotInTheTree() throws IOException {
        // Given
        write("src/a.cs", "a");
        Tree tree = Tree.of(folder, COMMIT);
        String listing = tree.listing("src");

        // When
        write("src/bin/out.dll", "out");

        // Then
        assertThat(tree.state("src/bin/out.dll")).isEqualTo("-");
        assertThat(tree.listing("src")).isEqualTo(listing);
        assertThat(Tree.of(folder, COMMIT).listing("src")).isNotEqualTo(listing);
    }

    @Test
    void filesOfRestoreAreLaidOverIt() throws IOException {
        // Given
        write("src/a.cs", "a");
        Tree fresh = Tree.of(folder, COMMIT);

        // When
        Tree restored = fresh.with(Map.of("src/obj/project.assets.json", "hash"));

        // Then
        assertThat(restored.state("src/obj/project.assets.json")).isEqualTo("hash");
        assertThat(restored.state("src/obj")).isEqualTo("D");
        assertThat(restored.listing("src")).isNotEqualTo(fresh.listing("src"));
        assertThat(fresh.state("src/obj")).isEqualTo("-");
    }

    @Test
    void aLinkIsWhatItLeadsToAndWhereItLeads() throws IOException {
        // Given
        write("real/a.txt", "a");
        write("other/a.txt", "a");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
        Files.createSymbolicLink(folder.resolve("out"), Path.of("/etc"));
        Files.createSymbolicLink(folder.resolve("round"), Path.of("round"));
        Tree tree = Tree.of(folder, COMMIT);
        String before = tree.state("link/a.txt");

        // When
        Files.delete(folder.resolve("link"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("other"));

        // Then
        assertThat(before).contains("real").endsWith(Sha256.of("a"));
        assertThat(Tree.of(folder, COMMIT).state("link/a.txt")).isNotEqualTo(before);
        assertThat(tree.state("out/passwd")).endsWith("out");
        assertThat(tree.state("round")).endsWith("loop");
        assertThat(tree.listing("link")).isNotEqualTo("-");
    }

    @Test
    void aLinkMayNameTheTreeAsBuildsSeeIt() throws IOException {
        // Given
        write("real/a.txt", "a");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("/src/real"));
        Files.createSymbolicLink(folder.resolve("top"), Path.of("/src"));
        Files.createSymbolicLink(folder.resolve("beside"), Path.of("/srcs/real"));
        Files.createSymbolicLink(folder.resolve("out"), Path.of("/src/../etc"));

        // When
        Tree tree = Tree.of(folder, COMMIT);

        // Then
        assertThat(tree.state("link/a.txt")).endsWith(Sha256.of("a"));
        assertThat(tree.state("top/real/a.txt")).endsWith(Sha256.of("a"));
        assertThat(tree.listing("link")).isNotEqualTo(tree.listing("top"));
        assertThat(tree.state("beside/a.txt")).endsWith("out");
        assertThat(tree.state("out/passwd")).endsWith("out");
    }

    @Test
    void aListingTellsFilesFromFoldersAndLinks() throws IOException {
        // Given
        write("data/x", "");
        write("folder/x/y", "");
        Files.createDirectories(folder.resolve("link"));
        Files.createSymbolicLink(folder.resolve("link/x"), Path.of("../data/x"));

        // When
        Tree tree = Tree.of(folder, COMMIT);

        // Then
        assertThat(tree.listing("data"))
                .isNotEqualTo(tree.listing("folder"))
                .isNotEqualTo(tree.listing("link"));
        assertThat(tree.listing("folder")).isNotEqualTo(tree.listing("link"));
    }

    @Test
    void whoeverLooksAtGitSeesTheCommitAndItsNames() throws IOException {
        // Given
        write(".git/HEAD", "ref: refs/heads/main");
        write(".git/index", "times");
        write("sub/.git/index", "times");
        Tree before = Tree.of(folder, COMMIT);

        // When
        write(".git/index", "other times");
        Tree tree = Tree.of(folder, COMMIT);
        write(".git/refs/tags/v1", COMMIT);
        Tree tagged = Tree.of(folder, COMMIT);

        // Then
        assertThat(tree.state(".git/HEAD")).isEqualTo(before.state(".git/HEAD"));
        assertThat(tree.state("sub/.git/index")).isEqualTo(tree.state(".git/HEAD"));
        assertThat(Tree.of(folder, "other").state(".git/HEAD")).isNotEqualTo(tagged.state(".git"));
        assertThat(tagged.state(".git/HEAD")).isNotEqualTo(tree.state(".git/HEAD"));
        assertThat(tagged.listing(".git/refs")).isNotEqualTo(tree.listing(".git/refs"));
        assertThat(tree.state(".gitignore")).isEqualTo("-");
        assertThat(tree.filesBelow("")).isEmpty();
    }

    @Test
    void aListingThroughALinkIsThatOfItsTarget() throws IOException {
        // Given
        write("real/a.txt", "a");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
        Tree before = Tree.of(folder, COMMIT);

        // When
        write("real/b.txt", "b");
        Tree after = Tree.of(folder, COMMIT);

        // Then
        assertThat(after.listing("link")).isNotEqualTo(before.listing("link"));
        assertThat(after.listing("link/b.txt")).isEqualTo(after.state("link/b.txt"));
        assertThat(after.leadsOverLink("link/b.txt")).isTrue();
        assertThat(after.leadsOverLink("real/b.txt")).isFalse();
    }

    @Test
    void namesThatAreNoTextAreNotLost() throws IOException {
        // Given
        Path odd = Path.of(URI.create(folder.toUri() + "a%FF%0Ab%20%25.cs"));
        Files.writeString(odd, "odd");
        Path other = Path.of(URI.create(folder.toUri() + "a%FE%0Ab%20%25.cs"));
        Files.writeString(other, "other");

        // When
        Tree tree = Tree.of(folder, COMMIT);

        // Then
        assertThat(tree.filesBelow("")).containsExactly("a%FE%0Ab%20%25.cs", "a%FF%0Ab%20%25.cs");
        assertThat(tree.state("a%FF%0Ab%20%25.cs")).isEqualTo(Sha256.of("odd"));
        assertThat(TreePath.resolve(folder, "a%FF%0Ab%20%25.cs")).isEqualTo(odd);
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
