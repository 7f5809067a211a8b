package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackedFilesTest {
    private static final Map<String, String> BEFORE =
            Map.of("a.cs", "1", "src/b.vb", "2", "p.csproj", "3", "data.json", "4", "img.png", "5");

    @ParameterizedTest
    @CsvSource({
        "a.cs,        9, false",
        "new/N.cs,    9, false",
        "IMG.PNG,     9, false",
        "p.csproj,    9, true",
        "data.json,   9, true",
        "notes.txt,   9, true",
        "Makefile,    9, true",
        "a.cs,         , true",
        "img.png,      , true"
    })
    void onlyPlainSourcesMayBeChangedOrAdded(String path, String id, boolean critical) {
        // Given
        Map<String, String> now = new HashMap<>(BEFORE);
        if (id == null) {
            now.remove(path);
        } else {
            now.put(path, id);
        }

        // When
        var changes = new TrackedFiles(now).criticalChangesSince(new TrackedFiles(BEFORE));

        // Then
        assertThat(changes).hasSize(critical ? 1 : 0);
    }

    @Test
    void whatLinksLeadToIsNoPlainSource(@TempDir Path tree) throws Exception {
        // Given
        Files.createDirectories(tree.resolve("src"));
        Files.createDirectories(tree.resolve("shared/more"));
        Files.writeString(tree.resolve("shared/Linked.cs"), "one");
        Files.writeString(tree.resolve("shared/more/Below.cs"), "one");
        Files.writeString(tree.resolve("shared/moreover.cs"), "one");
        Files.createSymbolicLink(tree.resolve("src/Link.cs"), Path.of("../shared/Linked.cs"));
        Files.createSymbolicLink(tree.resolve("src/more"), Path.of("../shared/more"));
        Files.createSymbolicLink(tree.resolve("src/outside"), Path.of("../../elsewhere"));
        try (Git git = Git.init().setDirectory(tree.toFile()).call()) {
            git.add().addFilepattern(".").call();
            TrackedFiles before = TrackedFiles.of(tree).orElseThrow();
            for (String path : before.ids().keySet()) {
                if (path.startsWith("shared/")) {
                    Files.writeString(tree.resolve(path), "two");
                }
            }
            git.add().addFilepattern(".").call();

            // When
            TrackedFiles after = TrackedFiles.of(tree).orElseThrow();

            // Then
            assertThat(after.criticalChangesSince(new TrackedFiles(before.ids())))
                    .containsExactly("shared/Linked.cs", "shared/more/Below.cs");
        }
    }

    @Test
    void theIndexKnowsContents(@TempDir Path tree) throws Exception {
        // Given
        try (Git git = Git.init().setDirectory(tree.toFile()).call()) {
            Files.writeString(tree.resolve("a.cs"), "one");
            git.add().addFilepattern(".").call();
            TrackedFiles before = TrackedFiles.of(tree).orElseThrow();
            Files.writeString(tree.resolve("a.cs"), "two");
            Files.writeString(tree.resolve("untracked.cs"), "x");
            git.add().addFilepattern("a.cs").call();

            // When
            TrackedFiles after = TrackedFiles.of(tree).orElseThrow();

            // Then
            assertThat(after.ids()).containsOnlyKeys("a.cs");
            assertThat(after.changesSince(before)).containsExactly("a.cs");
        }
    }

    @Test
    void aTreeThatIsNoCheckoutIsUnknown(@TempDir Path tree) throws IOException {
        assertThat(TrackedFiles.of(tree)).isEmpty();
    }
}
