package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputGlobsTest {
    private static final Set<String> TRACKED = Set.of("src/A/A.csproj", "src/A/docs/a.md");

    @TempDir private Path tree;
    private final Map<String, String> texts = new HashMap<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Include='**/*.md'",
                "Include='x.cs;**\\*.MD' Exclude='docs/**'",
                "Include='../B/bin/**'",
                "Include='$(OutDir)**'",
                "Include='$(OutputPath)/*.md'",
                "Include='$([System.IO.Path]::GetFullPath(`$(Root)x`))/**/notes.*'",
                "Include='$(MSBuildProjectDirectory)/bin/*/notes.md'",
                "Include='**/*.md' Exclude='$(Own)'",
                "Include='$(MSBuildThisFileDirectory)../B/bin/**/*.dll'",
                "Include='$(Root)/../B/bin/**'",
                "Include='$(Root)/src/B/**'",
                "Include='$([MSBuild]::NormalizePath(`$(A)/../bin`))/**'",
                "Include='$([A]::B($([A]::B($([A]::B($(C)))))))**'",
                "Include='$(BaseOutputPath)Release/*.md'",
                "Include='bin/Release/note?.md'",
                "Include='b%69n/Release/*.*'",
                "Include='../B/bin/*.*'",
                "Include='$(Root)**/*.md' Exclude='$(DefaultItemExcludes)'",
                "Include='$([System.IO.Path]::Combine(`$(Root)`, `**`, `*.md`))'"
            })
    void patternsThatMatchOutputs(String item) throws IOException {
        assertThat(caught("src/A/A.csproj", item)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "**/*.md, $(Docs), true",
        "**/*.md, x.cs;$(docs), true",
        "*.md, bin/Release/$(Docs), true",
        "docs/**/*.md, $(Docs), false",
        "**/*.md, $(Other), false"
    })
    void patternsMayStandInAProperty(String value, String include, boolean caught)
            throws IOException {
        texts.put(
                "Directory.Build.props",
                "<Project><PropertyGroup><Docs>%s</Docs></PropertyGroup></Project>"
                        .formatted(value));
        assertThat(caught("src/A/A.csproj", "Include='" + include + "'")).isEqualTo(caught);
    }

    @Test
    void aPropertyMayNameAnotherOneThatHasThePattern() throws IOException {
        // Given
        texts.put(
                "Directory.Build.props",
                "<Project><PropertyGroup><Docs>$(Any)/*.md</Docs><Any>**</Any></PropertyGroup></Project>");

        // When / Then
        assertThat(caught("src/A/A.csproj", "Include='$(Docs)'")).isTrue();
        assertThat(caught("src/A/A.csproj", "Include='$(Other)'")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Include='**/*.proto'",
                "Include='docs/**/*.md'",
                "Include='../shared/**'",
                "Include='**/*.json'",
                "Include='bin/Release/notes.md'",
                "Update='**/*.md'",
                "Include='@(Other)'",
                "Include='$(Root)shared/**/*.md'",
                "Include='**/*.md' Exclude='$(DefaultItemExcludes)'",
                "Include='**/*.md' Exclude='**/bin/**;**/obj/**'",
                "Include='**/*.md' Exclude='$(BaseOutputPath)**;$(BaseIntermediateOutputPath)**'"
            })
    void patternsThatMatchNone(String item) throws IOException {
        assertThat(caught("src/A/A.csproj", item)).isFalse();
    }

    @Test
    void importsAreOfAnyProject() throws IOException {
        assertThat(caught("build/Own.props", "Include='**/*.md'")).isTrue();
        assertThat(caught("build/Own.props", "Include='bin/**'")).isTrue();
        assertThat(caught("build/Own.props", "Include='docs/**'")).isFalse();
        assertThat(caught("build/Own.props", "Include='*.md' Exclude='$(DefaultItemExcludes)'"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Include='**/*.dll' Exclude='$(DefaultItemExcludes)'",
                "Include='**/*.dll' Exclude='bin/**;obj/**'",
                "Include='**/*.dll' Exclude='B/bin'"
            })
    void whatAnImportLeavesOutIsThatOfItsProjectAlone(String item) throws IOException {
        // Given
        texts.put("src/S.csproj", "<Project Sdk='Microsoft.NET.Sdk' />");

        // Then
        assertThat(caught("build/Own.props", item)).isTrue();
    }

    @Test
    void whatAnImportLeavesOutInEachProject() throws IOException {
        // Given
        texts.put("src/S.csproj", "<Project Sdk='Microsoft.NET.Sdk' />");

        // Then
        assertThat(caught("build/Own.props", "Include='**/*.dll' Exclude='**/bin/**'")).isFalse();
        assertThat(caught("build/Own.props", "Include='B/**' Exclude='B/bin/**'")).isFalse();
    }

    @Test
    void whatIsLeftOutFromTheRootOnIsNotLeftOutDeeper() throws IOException {
        assertThat(caught("build/Own.props", "Include='**/*.md' Exclude='Release/**'")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BaseOutputPath", "baseOutputPath Condition='true'"})
    void whereOutputsHaveAnotherPlaceItIsNotKnownWhatTheSdkLeavesOut(String property)
            throws IOException {
        // Given
        texts.put(
                "Directory.Build.props",
                "<Project><PropertyGroup><" + property + " /></PropertyGroup></Project>");

        // Then
        assertThat(caught("src/A/A.csproj", "Include='**/*.md' Exclude='$(DefaultItemExcludes)'"))
                .isTrue();
        assertThat(caught("src/A/A.csproj", "Include='**/*.md' Exclude='$(BaseOutputPath)**'"))
                .isTrue();
    }

    @Test
    void whatPackageManagersInstallIsAnOutput() throws IOException {
        // Given
        Files.createDirectories(tree.resolve("src/A/node_modules/x"));
        Files.writeString(tree.resolve("src/A/node_modules/x/x.js"), "");

        // Then
        assertThat(caught("src/A/A.csproj", "Include='node_modules/x/**'")).isTrue();
        assertThat(caught("src/A/A.csproj", "Include='**/*.js'")).isTrue();
        assertThat(caught("src/A/A.csproj", "Include='**/*.js' Exclude='**/node_modules/**'"))
                .isFalse();
    }

    @Test
    void outputsAreFoundThroughLinks() throws IOException {
        // Given
        Files.createDirectories(tree.resolve("src/A/docs"));
        Files.createSymbolicLink(tree.resolve("src/A/docs/b"), Path.of("../../B"));
        Files.createDirectories(tree.resolve("other"));
        Files.createSymbolicLink(tree.resolve("other/docs"), Path.of("../src/A/docs"));

        // Then
        assertThat(caught("src/A/A.csproj", "Include='docs/**/*.dll'")).isTrue();
        assertThat(caught("src/A/A.csproj", "Include='docs/*/*.dll'")).isFalse();
        assertThat(caught("other/O.csproj", "Include='docs/b/bin/*'")).isTrue();
        texts.clear();
        assertThat(caught("other/O.csproj", "Include='docs/*.dll'")).isFalse();
    }

    @Test
    @Timeout(20)
    void linksThatLeadInCirclesHaveAnEnd() throws IOException {
        // Given
        for (String name : List.of("one", "two", "three")) {
            Files.createSymbolicLink(tree.resolve(name), Path.of("."));
        }
        Files.createSymbolicLink(tree.resolve("four"), Path.of("four"));

        // Then
        assertThat(caught("A.csproj", "Include='two/three/src/B/bin/*'")).isTrue();
        texts.clear();
        assertThat(caught("A.csproj", "Include='four/**'")).isFalse();
    }

    @Test
    @Timeout(60)
    void morePatternsThanAnybodyNeedsCountAsOneThatMatches() throws IOException {
        // Given
        String many = "bin/never/made*;".repeat(150_000);

        // Then
        assertThat(caught("src/A/A.csproj", "Include='" + many + "' Exclude='" + many + "'"))
                .isTrue();
        assertThat(caught("build/Own.props", "Include='**/*.md' Exclude='" + many + "**'"))
                .isTrue();
    }

    @Test
    @Timeout(10)
    void aPatternThatTakesForEverToMatchCountsAsOneThatDoes() throws IOException {
        // Given
        Path output = tree.resolve("src/A/bin/" + "a".repeat(200) + ".txt");
        Files.createDirectories(output.getParent());
        Files.writeString(output, "");

        // Then
        assertThat(caught("src/A/A.csproj", "Include='bin/" + "*a".repeat(30) + "b'")).isTrue();
    }

    @Test
    @Timeout(10)
    void manyPatternsThatTakeLongToMatchCountAsOneThatDoes() throws IOException {
        // Given
        Path output = tree.resolve("src/A/bin/" + "a".repeat(200) + ".txt");
        Files.createDirectories(output.getParent());
        Files.writeString(output, "");
        String slow = "bin/" + "*a".repeat(4) + "*b;";

        // Then
        assertThat(
                        caught(
                                "src/A/A.csproj",
                                "Include='**/*' Exclude='" + slow.repeat(2_000) + "**'"))
                .isTrue();
    }

    @Test
    void aPatternOfMoreWildcardsThanAnybodyNeedsCountsAsOneThatMatches() throws IOException {
        assertThat(caught("src/A/A.csproj", "Include='x/" + "*?".repeat(100_000) + "'")).isTrue();
    }

    @Test
    void aTextThatCanNotBeReadCountsAsOneThatMatches() throws IOException {
        assertThat(caught("src/A/A.csproj", "Include=<")).isTrue();
    }

    @Test
    void aLongFunctionIsAValueAsAnyOther() throws IOException {
        // Given
        String function = "$(Own.Replace('" + "x (y) ".repeat(5_000) + "', ''))";

        // Then
        assertThat(caught("src/A/A.csproj", "Include=\"" + function + "/**/*.md\"")).isTrue();
    }

    private boolean caught(String file, String item) throws IOException {
        for (String path :
                List.of(
                        "src/A/docs/a.md",
                        "src/A/bin/Release/notes.md",
                        "src/A/obj/project.assets.json",
                        "src/B/bin/B.dll")) {
            Files.createDirectories(tree.resolve(path).getParent());
            Files.writeString(tree.resolve(path), "");
        }
        String text = "<Project><ItemGroup><None " + item + " /></ItemGroup></Project>";
        texts.put(file, text);
        return new OutputGlobs(tree, TRACKED, new ProjectTexts(texts)).caught().isPresent();
    }
}
