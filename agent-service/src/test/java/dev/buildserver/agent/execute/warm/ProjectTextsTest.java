package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTextsTest {
    @TempDir private Path tree;
    private final List<String> tracked = new ArrayList<>();

    @Test
    void importsOfAnyNameAreRead() throws IOException {
        // Given
        write(
                "a/A.csproj",
                "<Project>\n<Import Condition='true'\n Project='$(Root)common.proj' />");
        write("common.proj", "<Project><Import Project=\"deep\\er/more.xml\" /></Project>");
        write("deep/er/more.xml", "<Project />");
        write("b/Directory.Build.props", "<Project />");
        write("other.xml", "<Project />");
        write("a/A.cs", "class A { }");

        // When / Then
        assertThat(ProjectTexts.of(tree, tracked).byPath())
                .containsOnlyKeys(
                        "a/A.csproj", "b/Directory.Build.props", "common.proj", "deep/er/more.xml");
    }

    private void write(String path, String text) throws IOException {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        tracked.add(path);
    }
}
