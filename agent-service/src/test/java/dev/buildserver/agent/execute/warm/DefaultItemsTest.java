package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultItemsTest {
    private static final String PLAIN = "<Project Sdk='Microsoft.NET.Sdk'>%s</Project>";
    private static final String WEB = "<Project Sdk='Microsoft.NET.Sdk.Web'>%s</Project>";
    private static final String INFO = "tests/T/obj/Release/T.AssemblyInfo.cs";

    @TempDir private Path tree;
    private final Map<String, String> texts = new HashMap<>();

    @ParameterizedTest
    @CsvSource({
        "A.csproj, tests/T/obj/Release/T.AssemblyInfo.cs, true",
        "A.csproj, Stamp.cs, true",
        "A.csproj, Texts.resx, true",
        "A.csproj, tests/T/bin/Main.xaml, true",
        "A.csproj, tests/T/bin/T.deps.json, false",
        "A.csproj, obj/Release/A.AssemblyInfo.cs, false",
        "A.csproj, bin/Release/A.cs, false",
        "A.csproj, tests/T/obj/Release/T.dll, false",
        "A.csproj, tests/T/obj/project.assets.json, false",
        "src/A/A.csproj, src/B/obj/Release/B.AssemblyInfo.cs, false",
        "src/A/A.csproj, src/AB/obj/Release/B.AssemblyInfo.cs, false",
        "A.vbproj, tests/T/obj/Release/T.AssemblyInfo.cs, false",
        "A.vbproj, tests/T/obj/Release/T.AssemblyInfo.vb, true",
        "A.fsproj, tests/T/obj/Release/T.AssemblyInfo.fs, false",
    })
    void whatAPlainProjectIncludes(String project, String output, boolean caught)
            throws IOException {
        assertThat(caught(project, PLAIN.formatted(""), output)).isEqualTo(caught);
    }

    @ParameterizedTest
    @CsvSource({
        "tests/T/bin/T.deps.json, true",
        "tests/T/bin/T.dll.config, true",
        "tests/T/obj/Razor/Index.cshtml.g.cs, true",
        "Pages/Made.razor, true",
        "wwwroot/js/made.js, true",
        "tests/T/bin/wwwroot/js/made.js, false",
        "tests/T/bin/T.dll, false",
        "bin/A.deps.json, false",
        "tests/T/obj/project.assets.json, false"
    })
    void whatAnAppForTheWebIncludes(String output, boolean caught) throws IOException {
        assertThat(caught("A.csproj", WEB.formatted(""), output)).isEqualTo(caught);
        assertThat(
                        caught(
                                "A.csproj",
                                "<Project><Import Project='x' Sdk='Own' /></Project>",
                                output))
                .isEqualTo(caught);
    }

    @Test
    void packagesOfClientsAreLeftOutByAppsForTheWeb() throws IOException {
        // Given
        String output = "node_modules/x/package.json";
        String worker = "<Project Sdk='Microsoft.NET.Sdk.Worker' />";

        // When / Then
        assertThat(caught("A.csproj", WEB.formatted(""), output)).isFalse();
        assertThat(caught("A.csproj", worker, output)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ItemGroup><Compile Remove='x;tests\\**' /></ItemGroup>",
                "<ItemGroup><compile Remove='**/obj/**' /></ItemGroup>",
                "<PropertyGroup><DefaultItemExcludes>$(DefaultItemExcludes);tests/**</DefaultItemExcludes></PropertyGroup>",
                "<PropertyGroup><EnableDefaultItems>false</EnableDefaultItems></PropertyGroup>",
                "<PropertyGroup><EnableDefaultCompileItems>False</EnableDefaultCompileItems></PropertyGroup>"
            })
    void whatAProjectLeavesOut(String said) throws IOException {
        assertThat(caught("A.csproj", PLAIN.formatted(said), INFO)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ItemGroup Condition='true'><Compile Remove='tests/**' /></ItemGroup>",
                "<ItemGroup><Compile Remove='tests/**' Condition='true' /></ItemGroup>",
                "<Choose><When Condition='true'><ItemGroup><Compile Remove='tests/**' /></ItemGroup></When></Choose>",
                "<Target Name='T'><ItemGroup><Compile Remove='tests/**' /></ItemGroup></Target>",
                "<ItemGroup><Content Remove='tests/**' /></ItemGroup>",
                "<ItemGroup><Compile Remove='$(Tests)/**' /></ItemGroup>",
                "<Import Project='x' Sdk='Own' /><ItemGroup><Compile Remove='tests/**' /></ItemGroup>",
                "<PropertyGroup><DefaultItemExcludes>tests/**</DefaultItemExcludes><DefaultItemExcludes>x</DefaultItemExcludes></PropertyGroup>",
                "<PropertyGroup><DefaultItemExcludes Condition='true'>tests/**</DefaultItemExcludes></PropertyGroup>",
                "<PropertyGroup><EnableDefaultItems>false</EnableDefaultItems><EnableDefaultItems Condition='true'>true</EnableDefaultItems></PropertyGroup>",
                "<PropertyGroup><EnableDefaultNoneItems>false</EnableDefaultNoneItems></PropertyGroup>",
                "<Broken"
            })
    void whatAProjectMayNotLeaveOut(String said) throws IOException {
        assertThat(caught("A.csproj", PLAIN.formatted(said), INFO)).isTrue();
    }

    @Test
    void filesOfNoEffectMayBeGivenOne() throws IOException {
        // Given
        String output = "tests/T/bin/notes.txt";
        String updated = PLAIN.formatted("<ItemGroup><None Update='**/*.txt' /></ItemGroup>");
        String used = PLAIN.formatted("<Target Name='T'><Copy SourceFiles='@(None)' /></Target>");

        // When / Then
        assertThat(caught("A.csproj", PLAIN.formatted(""), output)).isFalse();
        assertThat(caught("A.csproj", updated, output)).isTrue();
        assertThat(caught("A.csproj", used, output)).isTrue();
        texts.put("Directory.Build.targets", updated);
        assertThat(caught("A.csproj", PLAIN.formatted(""), output)).isTrue();
    }

    @Test
    void aFileThatIsMadeBesideSourcesIsThereTheSecondTime() throws IOException {
        // Given
        String update =
                "<ItemGroup><None Update='made.txt' CopyToOutputDirectory='Always' /></ItemGroup>";

        // When / Then
        assertThat(caught("A.csproj", PLAIN.formatted(update), "made.txt")).isTrue();
        assertThat(caught("A.csproj", PLAIN.formatted(update), "tests/made.txt")).isFalse();
    }

    @Test
    void whereOutputsHaveAnotherPlaceTheUsualOneIsNotLeftOut() throws IOException {
        // Given
        texts.put(
                "Directory.Build.props",
                "<Project><PropertyGroup><BaseIntermediateOutputPath>x/</BaseIntermediateOutputPath></PropertyGroup></Project>");

        // When / Then
        assertThat(caught("A.csproj", PLAIN.formatted(""), "obj/A.AssemblyInfo.cs")).isTrue();
        assertThat(caught("A.csproj", PLAIN.formatted(""), "bin/A.cs")).isFalse();
    }

    @Test
    void whatConcernsOtherProjectsChangesNothing() throws IOException {
        // Given
        String other =
                "<Project><PropertyGroup><BaseIntermediateOutputPath>x/</BaseIntermediateOutputPath></PropertyGroup>"
                        + "<Import Sdk='Own' /><Target Name='T'><Copy SourceFiles='@(None)' /></Target></Project>";
        texts.put("b/B.csproj", other);
        texts.put("c/Directory.Build.props", other);

        // When / Then
        assertThat(caught("a/A.csproj", PLAIN.formatted(""), "a/obj/A.AssemblyInfo.cs")).isFalse();
        assertThat(caught("a/A.csproj", PLAIN.formatted(""), "a/tests/made.json")).isFalse();
        texts.put("Own.props", other);
        assertThat(caught("a/A.csproj", PLAIN.formatted(""), "a/obj/A.AssemblyInfo.cs")).isTrue();
    }

    @Test
    @Timeout(10)
    void aTextMadeToTakeLongDoesNot() throws IOException {
        // Given
        int many = 200_000;
        String deep = "<a>".repeat(many) + "</a>".repeat(many);
        String split = "<a>" + "x<!-- -->".repeat(many) + "</a>";

        // When / Then
        assertThat(caught("A.csproj", PLAIN.formatted(deep + split), INFO)).isTrue();
    }

    private boolean caught(String project, String text, String output) throws IOException {
        Files.createDirectories(tree.resolve(output).getParent());
        Files.writeString(tree.resolve(output), "");
        texts.put(project, text);
        boolean caught =
                new OutputGlobs(tree, Set.of(), new ProjectTexts(texts)).caught().isPresent();
        Files.delete(tree.resolve(output));
        return caught;
    }
}
