package dev.buildserver.agent.cached.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnLogicTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Target Name='T'><GetFileHash Files='a' /></Target>",
                "<Target Name='T'><PropertyGroup /><Zip Files='a' /></Target>",
                "<Target Name='T'><Message Text=\"$([System.IO.File]::ReadAllText('a'))\" /></Target>",
                "<Target Name='T' Condition=\"$([System.IO.File]::readalltext('a')) == 1\" />",
                "<Target Name='T'><PropertyGroup><A>$([System.IO.File]::ReadAllText('a'))</A></PropertyGroup></Target>",
                "<UsingTask TaskName='X' AssemblyFile='x.dll' />",
                "<Choose><When Condition=''><Target Name='T'><Own /></Target></When></Choose>",
                "<Target Name='T'>"
            })
    void tasksThatMayDoAnythingAreNoticed(String content) throws Exception {
        assertThat(read(content).traits().ownTasks()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<PropertyGroup><GetFileHash>x</GetFileHash></PropertyGroup>",
                "<PropertyGroup><A>$([System.IO.File]::ReadAllText('a'))</A></PropertyGroup>",
                "<Target Name='T'><!-- ReadAllText --></Target>",
                "<Target Name='T'><Exec Command='x'><Output TaskParameter='a' /></Exec></Target>",
                "<Target Name='T'><ItemGroup><Zip Include='x' /></ItemGroup></Target>",
                "<Target Name='T'><COPY SourceFiles='a' /><message Text='x' /></Target>",
                "<ItemGroup><Zip Include='x' /></ItemGroup>"
            })
    void othersAreNot(String content) throws Exception {
        assertThat(read(content).traits().ownTasks()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<PropertyGroup><A>$(MSBuildNodeCount)</A></PropertyGroup>",
                "<A Condition=\"'$(BuildProjectReferences)' == ''\" />",
                "<Target Name='T'><MSBuild Projects='../B/B.csproj' Targets='Tell' /></Target>",
                "<Target Name='T'><MSBuild Projects='@(B)' Targets='Build; Tell' /></Target>"
            })
    void whatOneMSBuildAnswersOtherwiseThanSeveralIsUnfit(String content) throws Exception {
        assertThat(read(content).unfit()).startsWith("asks ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<MSBuild Projects='$(MSBuildProjectFullPath)' Targets='Build' Properties='F=2' />",
                "<MSBuild Projects='../B/B.csproj' Properties='F=2' />",
                "<MSBuild Projects='@(B)' Targets='Restore; Rebuild' properties='F=2' />"
            })
    void whatIsBuiltInAnotherWayRefersToWhatNobodyBuilds(String task) throws Exception {
        assertThat(read("<Target Name='T'>" + task + "</Target>").unfit())
                .startsWith("builds a project with other properties");
    }

    @ParameterizedTest
    @CsvSource({
        "Build;Extra, true",
        "Mine, true",
        "build, false",
        "'', false",
    })
    void aDriverBuildsWhatIsCalledBuild(String targets, boolean unfit) throws Exception {
        // Given
        Path file = folder.resolve("A.csproj");
        Files.writeString(file, "<Project DefaultTargets='" + targets + "' />");
        OwnLogic logic = new OwnLogic();

        // When
        logic.read(file, false);

        // Then
        assertThat(logic.unfit() != null).isEqualTo(unfit);
    }

    @ParameterizedTest
    @CsvSource({
        "<CompilerResponseFile>../build/opts.txt</CompilerResponseFile>, not called .rsp",
        "<CompilerResponseFile>$(Options)</CompilerResponseFile>, not called .rsp",
        "<CompilerResponseFile>../opts.rsp </CompilerResponseFile>,",
        "<CompilerResponseFile />,",
        "<A Condition=\"$(CurrentSolutionConfigurationContents.Contains('x'))\" />, all projects"
    })
    void whatLeadsAnywhereStandsInTheWay(String content, String obstacle) throws Exception {
        // When
        OwnLogic logic = read(content);

        // Then
        if (obstacle == null) {
            assertThat(logic.obstacles()).isEmpty();
        } else {
            assertThat(logic.obstacles()).singleElement().asString().contains(obstacle);
        }
    }

    @ParameterizedTest
    @Timeout(20)
    @ValueSource(strings = {"x", " ", ".rsp ", "<CompilerResponseFile>x"})
    void aTextMadeToTakeLongDoesNot(String part) throws Exception {
        assertThat(read("<CompilerResponseFile>" + part.repeat(200_000)).traits().ownTasks())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "<Target Name='T'><Warning Text='x' /></Target>, true",
        "<Target Name='T'><Error Text='x' /></Target>, true",
        "<Target Name='T'><Exec Command='x' /></Target>, true",
        "<PropertyGroup><ContinueOnError>true</ContinueOnError></PropertyGroup>, true",
        "<Target Name='T'><PropertyGroup /><Message Text='x' /></Target>, false",
        "<PropertyGroup><Warning>x</Warning></PropertyGroup>, false"
    })
    void targetsMayTellSomething(String content, boolean outspoken) throws Exception {
        assertThat(read(content).traits().outspoken()).isEqualTo(outspoken);
    }

    @Test
    void theFolderInWhichMSBuildWasStartedIsThatOfTheSolution() throws Exception {
        assertThat(read("<A>$(MSBuildStartupDirectory)</A>").traits().solutionBlind()).isFalse();
        assertThat(read("<A>$(MSBuildProjectDirectory)</A>").traits().solutionBlind()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<MSBuild Projects='../B/B.csproj' />",
                "<MSBuild Projects='../B/B.csproj' Targets='Build' />",
                "<MSBuild Projects='$(MSBuildThisFileDirectory)/V.proj' Targets='Tell' />"
            })
    void otherProjectsMayDoAnything(String task) throws Exception {
        // When
        OwnLogic logic = read("<Target Name='T'>" + task + "</Target>");

        // Then
        assertThat(logic.traits().ownTasks()).isTrue();
        assertThat(logic.unfit()).isNull();
    }

    @Test
    void aProjectThatAsksItselfHasNothingButItsOwnTargets() throws Exception {
        // When
        OwnLogic logic =
                read(
                        "<Target Name='T'><MSBuild Projects='$(MSBuildProjectFullPath)' Targets='U' /></Target>");

        // Then
        assertThat(logic.traits().ownTasks()).isFalse();
        assertThat(logic.unfit()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "$([System.DateTime]::Now), time",
        "$([System.DateTime]::UtcNow.Ticks), time",
        "$([System.DateTimeOffset]::Now.Day), time",
        "$([System.DateTime]::Today), time",
        "$([System.Environment]::TickCount), time",
        "$([System.Guid]::NewGuid()), chance",
        "$([system.datetime]::now), time",
        "$([System.Guid]::newguid()), chance",
        "Code = DateTime.UtcNow.ToString();, time",
        "x = new System.Random(), chance",
        "$([System.IO.Path]::GetRandomFileName()), chance",
        "echo $RANDOM, chance",
        "echo ${RANDOM}, chance",
        "$(RANDOM),",
        "%(Compile.ModifiedTime), times of files",
        "@(Compile->'%(CreatedTime)'), times of files",
        "$([System.IO.File]::GetLastWriteTimeUtc('a')), times of files",
        "$(ModifiedTime),",
        "$([System.DateTime]::Now.Year),",
        "$([System.DateTime]::UtcNow.ToString(`yyyy`)),",
        "$([System.Guid]::Parse(x)), ",
        "$(Nowhere),"
    })
    void timeAndChanceAreNoticed(String value, String obstacle) throws Exception {
        // When
        OwnLogic logic = read("<PropertyGroup><A>" + value + "</A></PropertyGroup>");

        // Then
        if (obstacle == null) {
            assertThat(logic.obstacles()).isEmpty();
        } else {
            assertThat(logic.obstacles()).singleElement().asString().contains(obstacle);
        }
    }

    @Test
    void aFileThatIsNotThereSaysNothing() throws Exception {
        // Given
        OwnLogic logic = new OwnLogic();

        // When
        logic.read(folder.resolve("none"), false);
        logic.read(folder, false);

        // Then
        assertThat(logic.traits().ownTasks()).isFalse();
        assertThat(logic.obstacles()).isEmpty();
    }

    @Test
    void documentsThatNameOthersAreNotFollowed() throws Exception {
        // Given
        Path secret = Files.writeString(folder.resolve("secret"), "<UsingTask />");
        Path file = folder.resolve("a.targets");
        Files.writeString(
                file,
                "<!DOCTYPE x [<!ENTITY e SYSTEM '%s'>]><Project>&e;</Project>"
                        .formatted(secret.toUri()));
        OwnLogic logic = new OwnLogic();

        // When
        logic.read(file, false);

        // Then: no text that MSBuild would read either
        assertThat(logic.traits().ownTasks()).isTrue();
    }

    private OwnLogic read(String content) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("a.targets"), "<Project>" + content + "</Project>");
        OwnLogic logic = new OwnLogic();
        logic.read(file, false);
        return logic;
    }
}
