package dev.buildserver.agent.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributedTraceTest {
    @TempDir Path folder;

    @Test
    void aParentThatGoesOnBeforeItsChildSpeaksKeepsIt() throws Exception {
        // Given a child whose first record comes after the end of the interval
        AttributedTrace trace =
                read(
                        "10 0 i 1 /sdk/dotnet",
                        "10 1 @ 2 /@bA@",
                        "10 2 p 11 ",
                        "10 3 @ 2 /@fA@",
                        "11 0 f 10 ",
                        "11 1 r 0 /src/x");

        // Then
        assertThat(paths(trace.intervals().get(0).accesses())).containsExactly("/src/x");
        assertThat(trace.damage()).isEmpty();
    }

    @Test
    void aSpawnedChildWhoseParentIsGoneIsFoundByTheParentsWord() throws Exception {
        // Given
        AttributedTrace trace =
                read(
                        "10 0 i 1 /sdk/dotnet",
                        "10 1 @ 2 /@bA@",
                        "11 0 i 1 /bin/cat",
                        "11 1 r 0 /src/x",
                        "10 2 p 11 /bin/cat",
                        "10 3 @ 2 /@fA@");

        // Then
        assertThat(paths(trace.intervals().get(0).accesses())).contains("/src/x");
        assertThat(trace.intervals().get(0).accesses().untraceable()).isEmpty();
    }

    @Test
    void aProcessIdThatComesAgainIsAnotherProcess() throws Exception {
        // Given
        AttributedTrace trace =
                read(
                        "10 0 i 1 /sdk/dotnet",
                        "10 1 @ 2 /@bA@",
                        "10 2 p 11 ",
                        "11 0 f 10 ",
                        "11 1 r 0 /src/first",
                        "10 3 @ 2 /@fA@",
                        "10 4 @ 2 /@bB@",
                        "10 5 p 11 ",
                        "11 0 f 10 ",
                        "11 1 r 0 /src/second",
                        "10 6 @ 2 /@fB@");

        // Then
        assertThat(paths(trace.intervals().get(0).accesses())).containsExactly("/src/first");
        assertThat(paths(trace.intervals().get(1).accesses())).containsExactly("/src/second");
    }

    @Test
    void twoDriversAreToldApart() throws Exception {
        // Given
        AttributedTrace trace =
                read(
                        "10 0 i 1 /sdk/dotnet",
                        "20 0 i 1 /sdk/dotnet",
                        "10 1 @ 2 /@bA@",
                        "20 1 @ 2 /@bB@",
                        "10 2 r 0 /src/a",
                        "20 2 r 0 /src/b",
                        "20 3 @ 2 /@fB@",
                        "10 3 @ 2 /@fA@",
                        "20 4 r 0 /src/c");

        // Then
        assertThat(trace.intervals()).extracting(Interval::name).containsExactly("A", "B");
        assertThat(paths(trace.intervals().get(0).accesses())).containsExactly("/src/a");
        assertThat(paths(trace.intervals().get(1).accesses())).containsExactly("/src/b");
        assertThat(paths(trace.rest())).contains("/src/c");
    }

    @Test
    void anIntervalWithoutEndSaysSo() throws Exception {
        // When
        AttributedTrace trace = read("10 0 i 1 /sdk/dotnet", "10 1 @ 2 /@bA@", "10 2 r 0 /src/a");

        // Then
        assertThat(trace.intervals()).singleElement().matches(interval -> !interval.closed());
    }

    @Test
    void aProgramThatDoesNotSayThatItBeganIsUntraceable() throws Exception {
        // When
        AttributedTrace trace =
                read(
                        "10 0 i 1 /sdk/dotnet",
                        "10 1 @ 2 /@bA@",
                        "10 2 p 11 ",
                        "11 0 f 10 ",
                        "11 1 x 0 /src/absent",
                        "11 2 x 2 /src/absent",
                        "11 3 x 0 /src/static",
                        "10 3 p 12 /src/go",
                        "12 0 i 10 /src/go",
                        "12 1 ! 0 Go",
                        "10 4 p 13 /src/spawned",
                        "10 5 @ 2 /@fA@");

        // Then
        assertThat(trace.intervals().get(0).accesses().untraceable())
                .containsExactly("/src/spawned", "/src/static", "Go");
    }

    @Test
    void whereAPathThroughAProcessLeadsCanNotBeSeen() throws Exception {
        // When
        AttributedTrace trace =
                read(
                        "10 0 i 1 /sdk/dotnet",
                        "10 1 @ 2 /@bA@",
                        "10 2 r 0 /proc/self/root/src/a",
                        "10 3 s 2 /proc/10/task/11/cwd/b",
                        "10 4 l 0 /proc/self/cwd",
                        "10 5 k 0 /proc/self/cwd",
                        "10 6 r 0 /proc/self/fd/3",
                        "10 7 r 0 /proc/self/maps",
                        "10 8 @ 2 /@fA@");

        // Then
        assertThat(trace.intervals().get(0).accesses().untraceable())
                .containsExactly(
                        "/proc/10/task/11/cwd/b", "/proc/self/cwd", "/proc/self/root/src/a");
    }

    @Test
    void aChildThatSharesItsParentsMemoryMakesNoFamilyOfFools() throws Exception {
        // Given: each looks like the child of the other
        AttributedTrace trace =
                read(
                        "10 0 i 1 /sdk/dotnet",
                        "10 1 @ 2 /@bA@",
                        "11 0 f 10 ",
                        "11 1 r 0 /src/child",
                        "10 0 f 11 ",
                        "10 1 r 0 /src/parent",
                        "10 2 @ 2 /@fA@");

        // Then
        assertThat(paths(trace.intervals().get(0).accesses()))
                .containsExactly("/src/child", "/src/parent");
        assertThat(trace.damage()).isEmpty();
    }

    @Test
    void missingRecordsAreNoticed() throws Exception {
        // When, Then
        assertThat(read("10 0 i 1 /bin/sh", "10 2 r 0 /x").damage())
                .contains("records of process 10 are missing");
        assertThat(read("10 3 r 0 /x").damage()).isPresent();
        assertThat(read("10 0 i 1 /bin/sh", "10 2 r 0 /y", "10 1 r 0 /x").damage()).isEmpty();
    }

    @Test
    void whatIsNoTraceIsSaidToBeNone() throws Exception {
        // When, Then
        for (String text :
                List.of("hello", "10 0 r", "10 0 r x /a", "1 1 Z 0 /a", " ", "-", "10 0 r 0")) {
            assertThat(read(text).damage()).as(text).isPresent();
        }
        Path endless = folder.resolve("endless");
        TraceFile.create(endless);
        Files.write(endless, new byte[1 << 20]);
        assertThat(TraceFile.read(endless, access -> {})).isPresent();
    }

    @Test
    void aTraceWithoutItsWitnessIsNotTrusted() throws Exception {
        // Given
        Path file = TraceFile.create(folder.resolve("t"));
        assertThat(TraceFile.read(file, access -> {})).isEmpty();

        // When
        Files.delete(TraceFile.intact(file));

        // Then
        assertThat(TraceFile.read(file, access -> {})).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sdk/sdk/3.1.102/Roslyn/bincore/VBCSCompiler.dll",
                "/sdk/sdk/10.0.100/Roslyn/bincore/VBCSCompiler",
                "/sdk/sdk/3.1.102/Sdks/Microsoft.NET.Sdk.Razor/tools/rzc.dll",
                "/nodemode:1"
            })
    void serversBelongToNobody(String argument) throws Exception {
        // When
        AttributedTrace trace =
                read(
                        "10 0 i 1 /sdk/dotnet",
                        "10 1 @ 2 /@bA@",
                        "10 2 p 11 ",
                        "11 0 f 10 ",
                        "11 1 x 0 /sdk/dotnet",
                        "11 0 i 10 /sdk/dotnet",
                        "11 1 a 0 dotnet",
                        "11 2 a 1 " + argument,
                        "11 3 r 0 /src/x");

        // Then
        assertThat(paths(trace.intervals().get(0).accesses())).isEmpty();
        assertThat(paths(trace.rest())).containsExactly("/src/x");
    }

    @Test
    void aProgramThatIsToldTheNameOfAServerIsNone() throws Exception {
        // When
        AttributedTrace trace =
                read(
                        "10 0 i 1 /sdk/dotnet",
                        "10 1 @ 2 /@bA@",
                        "10 2 p 11 ",
                        "11 0 f 10 ",
                        "11 1 x 0 /bin/cat",
                        "11 0 i 10 /bin/cat",
                        "11 1 a 0 cat",
                        "11 2 a 1 tools/rzc",
                        "11 3 r 0 /src/x");

        // Then
        assertThat(paths(trace.intervals().get(0).accesses())).containsExactly("/src/x");
    }

    private AttributedTrace read(String... records) throws Exception {
        Path file = TraceFile.create(folder.resolve("trace"));
        String text = String.join("\0", records) + "\0";
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        return AttributedTrace.read(file, Program::isCompilerServer);
    }

    private static List<String> paths(Accesses accesses) {
        return accesses.list().stream()
                .filter(access -> access.kind() == AccessKind.READ)
                .map(access -> access.path().toString())
                .toList();
    }
}
