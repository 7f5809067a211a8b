package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentFilesTest {
    @TempDir private Path tree;
    private final List<String> tracked = new ArrayList<>();

    @Test
    void oneOfSeveralOfANameIsCriticalWhereItIsCopied() throws IOException {
        // Given
        track("a/notes.md", "b/notes.md", "c/other.md", "a/T.cs", "b/T.cs", "a/C.cs", "b/C.cs");

        // When / Then
        assertThat(critical("a/notes.md")).isEmpty();

        write("app/bin/notes.md", "");
        write("app/bin/other.md", "");
        track("a/x.css", "b/x.css");
        write("app/bin/node_modules/x.css", "");
        write("app/bin/T.cs", "");
        assertThat(critical("a/notes.md", "c/other.md", "a/T.cs", "a/C.cs", "a/x.css"))
                .containsExactly("a/notes.md", "a/T.cs", "a/x.css");
    }

    @Test
    void whatResourcesNameIsCritical() throws IOException {
        // Given
        track("a/größe.png", "a/plain.png");
        write("a/Strings.resx", "<value>größe.png;System.Byte[]</value>");
        tracked.add("a/Strings.resx");

        // When / Then
        assertThat(critical("a/größe.png", "a/plain.png", "a/Strings.resx"))
                .containsExactly("a/größe.png");
    }

    @Test
    void namesMayBeWrittenInTheWayOfXml() throws IOException {
        // Given
        track("a/R&D.md", "a/größe.png", "a/D.md");
        write("a/A.resx", "<value>R&amp;D.md;System.String</value><value>gr&#246;&#xDF;e.png;x");
        tracked.add("a/A.resx");

        // When / Then
        assertThat(critical("a/R&D.md", "a/größe.png")).containsExactly("a/R&D.md", "a/größe.png");
    }

    @Test
    void theTextsMayBeWide() throws IOException {
        // Given
        track("a/a.png", "a/b.png", "a/c.png");
        for (Charset charset : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            String path = "a/" + charset + ".resx";
            String picture = charset == StandardCharsets.UTF_16BE ? "a.png" : "b.png";
            Files.write(tree.resolve(path), ("\uFEFF<value>" + picture).getBytes(charset));
            tracked.add(path);
        }

        // When / Then
        assertThat(critical("a/a.png", "a/b.png", "a/c.png")).containsExactly("a/a.png", "a/b.png");
    }

    @Test
    void whatACommentIncludesIsCritical() throws IOException {
        // Given
        track("a/docs.html", "a/page.html", "a/docs.png");
        write("a/A.cs", "/// <include file='docs.html' path='x' />\nclass A { }");
        write("a/B.cs", "class B { string page = \"page.html\"; }");
        write("a/C.cs", "/// <include file='../b/Texts.resx' path='x' />\nclass C { }");
        tracked.addAll(List.of("a/A.cs", "a/B.cs", "a/C.cs"));

        // When / Then
        assertThat(critical("a/docs.html", "a/page.html", "a/docs.png", "a/A.cs", "b/Texts.resx"))
                .containsExactly("a/docs.html", "b/Texts.resx");
    }

    @Test
    void whatADirectiveNamesIsCritical() throws IOException {
        // Given
        track("gen/view.html", "gen/other.html");
        write("a/A.cs", "class A {\n # line 1 \"../gen/view.html\"\n}");
        tracked.add("a/A.cs");

        // When / Then
        assertThat(critical("gen/view.html", "gen/other.html")).containsExactly("gen/view.html");
    }

    private List<String> critical(String... changed) throws IOException {
        return new ContentFiles(tree, tracked).critical(List.of(changed));
    }

    private void track(String... paths) throws IOException {
        for (String path : paths) {
            write(path, "");
            tracked.add(path);
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
