package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnTargetsTest {
    private static final String SCRIPT =
            "<Project><Target Name='T'><Exec Command='x' /></Target></Project>";

    @TempDir private Path tree;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Target Name='T'><Exec Command='x' /></Target>",
                "<Target Name='T'><WriteLinesToFile File='a' Lines='b' /></Target>",
                "<Target Name='T'><WriteLinesToFile File='a' Overwrite='True' /></Target>",
                "<Target Name='T'><Copy SourceFiles='a' /></Target>",
                "<Target Name='T'><ReadLinesFromFile File='a' /></Target>",
                "<Target Name='T'><Warning Text='x' /></Target>",
                "<Target Name='T'><MakeDir Directories='x' /></Target>",
                "<Target Name='T' Inputs='a' Outputs='b'><Copy SourceFiles='a' /></Target>",
                "<Target Name='T'><Copy SourceFiles='a' Condition=\"!Exists('b')\" /></Target>",
                "<Target Name='T'><OwnTask /></Target>",
                "<Target Name='T'><ReadLinesFromFile File='a' /></Target><Target Name='U'><WriteLinesToFile File='a' Overwrite='true' /></Target>",
                "<Target Name='T'><PropertyGroup><P>$([System.IO.File]::Exists('a'))</P></PropertyGroup><Copy SourceFiles='a' /></Target>",
                "<Target Name='T'><ItemGroup><I Include=\"$([System.IO.File]::ReadAllText('a'))\" /></ItemGroup><Copy SourceFiles='a' /></Target>",
                "<PropertyGroup><PostBuildEvent>x</PostBuildEvent></PropertyGroup>",
                "<PropertyGroup><preBuildEvent><![CDATA[x]]></preBuildEvent></PropertyGroup>",
                "<Target Name='T'>"
            })
    void somethingElseMayComeOutTheSecondTime(String text) throws IOException {
        assertThat(TargetText.dependsOnThePast("<Project>" + text + "</Project>")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<PropertyGroup Condition=\"Exists('a')\"><Exec>x</Exec></PropertyGroup>",
                "<PropertyGroup><PostBuildEvent>\n<!-- x --></PostBuildEvent><PreBuildEvent /></PropertyGroup>",
                "<Target Name='T'><Message Text='x' /><ItemGroup><Exec Include='x' /></ItemGroup></Target>",
                "<Target Name='T'><Error Condition='x' Text='x' /><CallTarget Targets='x' /></Target>",
                "<PropertyGroup><P>$([System.IO.File]::Exists('a'))</P></PropertyGroup><Target Name='T'><Message Text='x' /></Target>",
                "<Target Name='T' Inputs='a' Outputs='b'><Message Text='x' /></Target>"
            })
    void theSameComesOutEachTime(String text) throws IOException {
        assertThat(TargetText.dependsOnThePast("\uFEFF<Project>" + text + "</Project>")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "find .. -name x, true",
        "cat ../notes/*.md, true",
        "ls -R | sort, true",
        "sh ../tools/generate.sh, false",
        "git describe, false"
    })
    void aScriptThatListsFilesMaySeeWhatOthersMade(String command, boolean shared)
            throws IOException {
        // Given
        write("a/A.csproj", SCRIPT.replace("'x'", "'" + command + "'"));

        // When / Then
        assertThat(targets().shared().isPresent()).isEqualTo(shared);
    }

    @Test
    void aScriptThatListsFilesCountsWhereSomeProjectHasIt() throws IOException {
        // Given
        String lists = SCRIPT.replace("'x'", "'ls *'");
        write("src/b/B.csproj", "<Project />");
        write("package/Shipped.targets", lists);

        // When / Then
        assertThat(targets().shared()).isEmpty();

        write("src/Directory.Build.targets", lists);
        assertThat(targets().shared()).contains("src/Directory.Build.targets");
    }

    @Test
    void filesThatProjectsImportAreToldFromThoseThatAreShipped() throws IOException {
        // Given
        write("a/A.csproj", "<Project><Import Project='../build/Own.targets' /></Project>");
        write("build/Own.targets", "<Project />");
        write("package/Shipped.targets", SCRIPT);

        // When / Then
        assertThat(targets().shared()).isEmpty();

        write("build/Own.targets", SCRIPT);
        assertThat(targets().shared()).contains("build/Own.targets");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Directory.Solution.targets",
                "before.All.sln.targets",
                "a/A.csproj.user",
                "a/obj/A.csproj.own.targets",
                "docs/docs.proj"
            })
    void filesThatMSBuildFindsByItselfNeedNoName(String path) throws IOException {
        // Given
        write("a/A.csproj", "<Project />");
        write(path, SCRIPT);

        // When / Then
        List<String> tracked = List.of("a/A.csproj", path);
        assertThat(new OwnTargets(tree, ProjectTexts.of(tree, tracked)).shared()).contains(path);
    }

    @ParameterizedTest
    @CsvSource({
        "../B/bin/Release/log.txt, true",
        "$(SolutionDir)b\\obj\\log.txt, true",
        "$(SolutionDir)bin/log.txt, true",
        "$(OutDir)log.txt, false",
        "$(MSBuildProjectDirectory)/bin/log.txt, false",
        "../tools/run.sh, false"
    })
    void whatIsLeftAmongOutputsOfOthersIsNotKnown(String file, boolean shared) throws IOException {
        // Given
        write("a/A.csproj", SCRIPT.replace("'x'", "'echo x >> " + file + "'"));

        // When / Then
        assertThat(targets().shared().isPresent()).isEqualTo(shared);
    }

    @ParameterizedTest
    @CsvSource({
        "src/Directory.Build.props, true",
        "src/Directory.Build.targets, true",
        "docs/Directory.Build.props, false"
    })
    void aFileAboveMaySayWhereOutputsAre(String file, boolean shared) throws IOException {
        // Given
        write("src/b/B.csproj", SCRIPT);
        write(file, "<Project><P><OutDir>$(SolutionDir)App/bin/</OutDir></P></Project>");

        // When / Then
        assertThat(targets().shared().isPresent()).isEqualTo(shared);
    }

    @Test
    void targetsOfAllProjectsMayLeaveOutputsElsewhere() throws IOException {
        // Given
        write("src/b/B.csproj", "<Project><P><OutDir>../App/bin/</OutDir></P></Project>");
        write("src/Directory.Build.targets", SCRIPT);

        // When / Then
        assertThat(targets().shared()).contains("src/b/B.csproj");
    }

    @Test
    void filesForAllProjectsOfAFolderNeedNoImport() throws IOException {
        // Given
        write("a/A.csproj", "<Project />");
        write("src/b/B.csproj", "<Project />");
        write("src/Directory.Build.targets", SCRIPT);

        // When / Then
        assertThat(targets().shared()).isEmpty();
        assertThat(targets().projects()).containsExactly("src/b/B.csproj");

        write(
                "a/A.csproj",
                "<Project><Import Project='../src/Directory.Build.targets' /></Project>");
        assertThat(targets().shared()).contains("src/Directory.Build.targets");
    }

    @Test
    void outputsOfSuchProjectsGoAndWhatRestoreWroteStays() throws IOException {
        // Given
        write("a/A.csproj", SCRIPT);
        write("a/bin/Release/A.dll", "");
        write("a/obj/Release/A.dll", "");
        write("a/obj/project.assets.json", "{}");
        write("a/obj/A.csproj.nuget.g.props", "");
        write("b/B.csproj", "<Project />");
        write("b/bin/B.dll", "");

        // When
        List<String> projects = targets().removeOutputs(List.of());

        // Then
        assertThat(projects).containsExactly("a/A.csproj");
        assertThat(tree.resolve("a/bin/Release/A.dll")).doesNotExist();
        assertThat(tree.resolve("a/obj/Release/A.dll")).doesNotExist();
        assertThat(tree.resolve("a/bin")).doesNotExist();
        assertThat(tree.resolve("a/obj/Release")).doesNotExist();
        assertThat(tree.resolve("a/obj/project.assets.json")).exists();
        assertThat(tree.resolve("a/obj/A.csproj.nuget.g.props")).exists();
        assertThat(tree.resolve("b/bin/B.dll")).exists();
    }

    private OwnTargets targets() throws IOException {
        List<String> tracked =
                List.of(
                        "a/A.csproj",
                        "b/B.csproj",
                        "build/Own.targets",
                        "docs/Directory.Build.props",
                        "package/Shipped.targets",
                        "src/b/B.csproj",
                        "src/Directory.Build.props",
                        "src/Directory.Build.targets");
        return new OwnTargets(tree, ProjectTexts.of(tree, tracked));
    }

    private void write(String path, String text) throws IOException {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
