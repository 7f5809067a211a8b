package dev.buildserver.agent.cached.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextsTest {
    @TempDir Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ItemGroup><ProjectReference Include='../A/A.csproj' /></ItemGroup>",
                "<!-- what? all of **/*.cs in @(Compile) -->",
                "<ItemGroup><None Update='data/*.json' /></ItemGroup>",
                "<ItemGroup><EmbeddedResource Include='res/*.txt;other\\**\\*.png' /></ItemGroup>",
                "<ItemGroup><ProjectReference Include='../**/*.csproj' /></ItemGroup>",
                "<Import Project='build/*.props' />",
                "<Target Name='T' AfterTargets='Build'><Exec Command='sh x.sh' /></Target>"
            })
    void plainOnes(String text) throws IOException {
        assertThat(isPlain(text, false, StandardCharsets.UTF_8)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ItemGroup><Marker Include='*.marker.cs' /></ItemGroup>",
                "<ItemGroup><Marker Include='a.txt;*.CS' /></ItemGroup>",
                "<ItemGroup><Compile Remove='Generated/**' /></ItemGroup>",
                "<ItemGroup><Compile Include=\"@(Compile->'../gen/%(Filename).g.cs')\" /></ItemGroup>",
                "<Target Name='T' Condition=\"'@(Compile)' != ''\" />",
                "<PropertyGroup><Sources>$(Root)src/Up/*.shared.cs</Sources></PropertyGroup>",
                "<PropertyGroup><Version>1.0.*</Version></PropertyGroup>",
                "<PropertyGroup><N>$([System.IO.Directory]::getfiles('.').Length)</N></PropertyGroup>",
                "<PropertyGroup><N>Get&#70;iles</N></PropertyGroup>",
                "<PropertyGroup><N><![CDATA[x]]></N></PropertyGroup>",
                "<ItemGroup>"
            })
    void whatMayDependOnSources(String text) throws IOException {
        assertThat(isPlain(text, false, StandardCharsets.UTF_8)).isFalse();
    }

    @Test
    void inAnotherEncoding() throws IOException {
        assertThat(isPlain("<PropertyGroup />", false, StandardCharsets.UTF_16)).isTrue();
        assertThat(isPlain("<Own Include='*.cs' />", false, StandardCharsets.UTF_16)).isFalse();
        assertThat(isPlain("<Own Include='*.cs' />", false, StandardCharsets.UTF_16LE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Target Name='T' Condition=\"'@(Compile)' != ''\" />",
                "<ItemGroup><None Include='$(MSBuildThisFileDirectory)../lib/**' /></ItemGroup>"
            })
    void packagesHaveFoldersOfTheirOwn(String text) throws IOException {
        assertThat(isPlain(text, true, StandardCharsets.UTF_8)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ItemGroup Condition=\"'@(Compile)' != ''\" />",
                "<PropertyGroup><N><![CDATA[@(Compile)]]></N></PropertyGroup>",
                "<ItemGroup><Own Include='**/*.cs' /></ItemGroup>"
            })
    void packagesMayLookIntoProjects(String text) throws IOException {
        assertThat(isPlain(text, true, StandardCharsets.UTF_8)).isFalse();
    }

    private boolean isPlain(String text, boolean ofPackage, Charset encoding) throws IOException {
        // Given
        Path file = temp.resolve("P.props");
        Files.writeString(file, "<Project>" + text + "</Project>", encoding);
        OwnLogic logic = new OwnLogic();

        // When
        logic.read(file, ofPackage);

        // Then
        return logic.plain();
    }
}
