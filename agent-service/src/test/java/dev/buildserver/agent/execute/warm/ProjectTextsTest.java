package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void importsAreFoundBehindFunctionsAndConditions() throws IOException {
        // Given
        write(
                "a/A.csproj",
                """
                <Project>
                  <Import Condition="'$(Level)' > '1'" Project="$([MSBuild]::GetPathOfFileAbove('above.xml', '..'))" />
                  <Import Project="with a space.xml" />
                </Project>
                """);
        write("above.xml", "<Project />");
        write("a/with a space.xml", "<Project />");

        // When / Then
        assertThat(ProjectTexts.of(tree, tracked).byPath())
                .containsOnlyKeys("a/A.csproj", "above.xml", "a/with a space.xml");
    }

    @Test
    void aPropertyMayNameWhatIsImported() throws IOException {
        // Given
        write("a/A.csproj", "<Project><Import Project='$(Common)' /></Project>");
        write(
                "Directory.Build.props",
                "<Project><P><Common>$(Here)/build/common.tasks</Common><R>read.me</R></P></Project>");
        write("build/common.tasks", "<Project />");
        write("build/other.tasks", "<Project />");
        write("read.me", "common.tasks");

        // When / Then
        assertThat(ProjectTexts.of(tree, tracked).byPath())
                .containsOnlyKeys("a/A.csproj", "Directory.Build.props", "build/common.tasks");
    }

    @Test
    void propertiesOfAJobConcernAllProjects() throws IOException {
        // Given
        write("a/A.csproj", "<Project />");
        ProjectTexts texts = ProjectTexts.of(tree, tracked);
        assertThat(texts.ofSeveralWays()).isEmpty();

        // When
        ProjectTexts all = texts.with(Map.of("TargetFrameworks", "a;b", "Docs", "**/<&.md"));

        // Then
        assertThat(all.ofSeveralWays()).containsExactly("a/A.csproj");
        assertThat(new PatternProperties(all).in("$(Docs)")).contains("**/<&.md");
    }

    @ParameterizedTest
    @Timeout(20)
    @ValueSource(strings = {"<Import ", "<Import Project='/", "<Import/><Import Project='x", "<a>"})
    void aTextMadeToTakeLongDoesNot(String part) throws IOException {
        // Given
        write(
                "Directory.Build.targets",
                "<Project><Target Name='T'><Exec Command='x' /></Target></Project>");
        write("A.csproj", "<Project>" + part.repeat(300_000));

        // When
        ProjectTexts texts = ProjectTexts.of(tree, tracked);

        // Then
        assertThat(texts.byPath()).hasSize(2);
        assertThat(new OwnTargets(tree, texts).shared()).isEmpty();
    }

    private void write(String path, String text) throws IOException {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        tracked.add(path);
    }
}
