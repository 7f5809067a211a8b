package dev.buildserver.agent.cached.describe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.describe.SourceGlobs.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceGlobsTest {
    @TempDir Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ItemGroup><ProjectReference Include='../A/A.csproj' /></ItemGroup>",
                "<ItemGroup><Compile Remove='Generated/**' /></ItemGroup>",
                "<ItemGroup><None Update='data/*.json' /></ItemGroup>",
                "<ItemGroup><Protobuf Include='**/*.proto' /></ItemGroup>",
                "<ItemGroup><ProjectReference Include='../**/*.csproj' /></ItemGroup>",
                "<ItemGroup><Compile Include='@(Other)' /></ItemGroup>",
                "<Import Project='build/*.props' />",
                "<UsingTask TaskName='Own' AssemblyFile='own.dll' />",
                "<Target Name='T'><ItemGroup><Found Include='**' /></ItemGroup></Target>"
            })
    void sourcesThatAreOnlyCompiledMatterNowhere(String text) throws IOException {
        assertThat(reach(text, false)).isEqualTo(Reach.NOWHERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ItemGroup><Marker Include='*.marker.cs' /></ItemGroup>",
                "<ItemGroup><Marker Include='a;*.CS' /></ItemGroup>",
                "<ItemGroup><ProjectReference Include='@(Found)' /></ItemGroup>",
                "<ItemGroup Condition=\"'@(Compile)' != ''\" />",
                "<PropertyGroup><N><![CDATA[@(Compile)]]></N></PropertyGroup>"
            })
    void whatDependsOnSourcesOfTheProject(String text) throws IOException {
        assertThat(reach(text, false)).isEqualTo(Reach.OWN_FOLDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ItemGroup><Compile Include='../shared/**/*.cs' /></ItemGroup>",
                "<ItemGroup><Compile Include='$(Shared)/*' /></ItemGroup>",
                "<PropertyGroup><Shared>../shared/**</Shared></PropertyGroup>",
                "<PropertyGroup><N>$([System.IO.Directory]::GetFiles('.').Length)</N></PropertyGroup>",
                "<ItemGroup>"
            })
    void whatDependsOnSourcesAnywhere(String text) throws IOException {
        assertThat(reach(text, false)).isEqualTo(Reach.ANYWHERE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOWHERE | <ItemGroup><None Include='$(MSBuildThisFileDirectory)../lib/**' /></ItemGroup>",
                "OWN_FOLDER | <ItemGroup Condition=\"'@(Compile)' != ''\" />"
            })
    void packagesHaveFoldersOfTheirOwn(Reach expected, String text) throws IOException {
        assertThat(reach(text, true)).isEqualTo(expected);
    }

    private Reach reach(String text, boolean ofPackage) throws IOException {
        // Given
        Path file = temp.resolve("P.props");
        Files.writeString(file, "<Project>" + text + "</Project>");
        OwnLogic logic = new OwnLogic();

        // When
        logic.read(file, ofPackage);

        // Then
        return logic.sources();
    }
}
