package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.describe.InsidePaths;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.Accesses;
import dev.buildserver.agent.trace.AttributedTrace;
import dev.buildserver.agent.trace.Interval;
import dev.buildserver.agent.trace.TracedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code App → Lib}, and {@code Gen → Lib} with tasks of its own. */
class InsightsTest {
    private static final int DRIVER = 7;
    private static final int CHILD = 8;
    private static final String LIB = "src/Lib/bin/Release/net/Lib.dll";
    private static final String COPY = "src/App/bin/Release/net/Lib.dll";

    @TempDir Path folder;

    private final Projects projects =
            new Projects().add("Lib").add("App", "Lib").addWithTasks("Gen", "Lib");
    private final List<Interval> intervals = new ArrayList<>();
    private final List<Access> rest = new ArrayList<>();

    @BeforeEach
    void outputs() {
        StoredFile lib = StoredFile.own(LIB, "1", false);
        StoredFile data = StoredFile.own("src/Lib/bin/Release/net/data.json", "2", false);
        StoredFile inner = StoredFile.own("src/Lib/obj/Release/net/Lib.dll", "1", false);
        projects.get("Lib")
                .built(
                        1,
                        Map.of(
                                lib.path(), lib,
                                data.path(), data,
                                inner.path(), inner),
                        Map.of(LIB, "face"));
        StoredFile copy = StoredFile.own(COPY, "1", false).copyOf(Projects.path("Lib"), LIB);
        projects.get("App").built(1, Map.of(copy.path(), copy), new TreeMap<>());
    }

    @Test
    void whatMsBuildCopiesIsKnownByName() throws IOException {
        // Given
        build("App", access(DRIVER, AccessKind.READ, LIB), access(DRIVER, AccessKind.PROBE, COPY));

        // When / Then
        assertThat(of("App")).isEmpty();
    }

    @Test
    void aProgramKnowsWhatItReads() throws IOException {
        // Given
        build("App", access(CHILD, AccessKind.READ, LIB));

        // When / Then
        assertThat(of("App")).containsExactly(Projects.path("Lib") + " " + LIB + " 1");
    }

    @Test
    void aProgramKnowsTheCopyThatItReads() throws IOException {
        // Given
        build("App", access(CHILD, AccessKind.READ, COPY));

        // When / Then
        assertThat(of("App")).containsExactly(Projects.path("Lib") + " " + LIB + " 1");
    }

    @Test
    void whatNoKeyHoldsCountsToo() throws IOException {
        // Given
        build("App", access(CHILD, AccessKind.READ, "src/Lib/obj/Release/net/Lib.dll"));

        // When / Then
        assertThat(of("App")).hasSize(1);
    }

    @Test
    void whatIsMadeOnTheWayNobodyReadsWithoutKnowingIt() throws IOException {
        // Given
        build("App", access(DRIVER, AccessKind.READ, "src/Lib/obj/Release/net/Lib.dll"));

        // When / Then
        assertThat(of("App")).hasSize(1);
    }

    @Test
    void aTaskThatReadsACopyKnowsIt() throws IOException {
        // Given
        build("App", access(DRIVER, AccessKind.READ, COPY));

        // When / Then
        assertThat(of("App")).hasSize(1);
    }

    @Test
    void theCompilerKnowsWhatItLoads() throws IOException {
        // Given
        build("App");
        rest.add(access(9, AccessKind.READ, LIB));

        // When / Then
        assertThat(of("App")).hasSize(1);
        assertThat(of("Lib")).isEmpty();
    }

    @Test
    void listingAFolderIsNoLookAtContents() throws IOException {
        // Given
        build("App", access(CHILD, AccessKind.LIST, "src/Lib/bin/Release/net"));

        // When / Then
        assertThat(of("App")).isEmpty();
    }

    @Test
    void aProjectWithTasksOfItsOwnMayKnowAllThatTheKeyDoesNotHold() throws IOException {
        // Given
        build("Gen");

        // When / Then
        assertThat(of("Gen")).containsExactly(Projects.path("Lib") + " " + LIB + " 1");
    }

    @Test
    void whatAProgramReadsOfACopyThatIsGoneNobodyCanSayAnyMore() throws IOException {
        // Given
        String stage = "src/App/obj/Release/net/stage.bin";
        build(
                "App",
                access(DRIVER, AccessKind.WRITE, stage),
                access(CHILD, AccessKind.READ, stage));

        // When / Then
        assertThat(of("App")).hasSize(1);
    }

    @Test
    void aCopyThatIsStillThereSaysItself() throws IOException {
        // Given
        String copy = "src/App/obj/Release/net/copy.bin";
        Files.createDirectories(folder.resolve(copy).getParent());
        Files.writeString(folder.resolve(copy), "copy");
        build("App", access(DRIVER, AccessKind.WRITE, copy));
        rest.add(access(9, AccessKind.READ, copy));

        // When / Then
        assertThat(of("App")).isEmpty();
    }

    @Test
    void commandsOfMsBuildAreNoCopies() throws IOException {
        // Given
        Access written = new Access(DRIVER, AccessKind.WRITE, 0, TracedPath.of("/tmp/1.exec.cmd"));
        Access read = new Access(CHILD, AccessKind.READ, 0, written.path());
        build("App", written, read);

        // When / Then
        assertThat(of("App")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lib.dll", "L&#105;b.dll"})
    void resourcesKnowWhatTheyTakeIn(String named) throws IOException {
        // Given
        Projects others =
                new Projects().add("Lib").compiling("App", "src/App/S.resx").add("App", "Lib");
        Files.createDirectories(folder.resolve("src/App"));
        Files.writeString(
                folder.resolve("src/App/S.resx"),
                "<value>../%s;System.Byte[]".formatted(LIB).replace("Lib.dll", named));
        StoredFile lib = StoredFile.own(LIB, "1", false);
        others.get("Lib").built(1, Map.of(LIB, lib), Map.of(LIB, "face"));

        // When / Then
        assertThat(insights().of(others.get("App"))).hasSize(1);
    }

    private Insights insights() {
        AttributedTrace trace =
                new AttributedTrace(intervals, new Accesses(rest, List.of()), Optional.empty());
        return new Insights(folder, new InsidePaths("/src", "/sdk"), trace);
    }

    private List<String> of(String name) throws IOException {
        return insights().of(projects.get(name)).stream()
                .map(file -> file.from() + " " + file.fromPath() + " " + file.sha256())
                .toList();
    }

    private void build(String name, Access... accesses) {
        String number = Integer.toString(projects.get(name).number());
        intervals.add(
                new Interval(number, DRIVER, true, new Accesses(List.of(accesses), List.of())));
    }

    private static Access access(int pid, AccessKind kind, String path) {
        return new Access(pid, kind, 0, TracedPath.of("/src/" + path));
    }
}
