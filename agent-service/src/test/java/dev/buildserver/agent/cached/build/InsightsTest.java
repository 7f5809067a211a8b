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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code App → Lib}, and {@code Gen → Lib} with tasks of its own. */
class InsightsTest {
    private static final int DRIVER = 7;
    private static final int CHILD = 8;
    private static final String LIB = "src/Lib/bin/Release/net/Lib.dll";
    private static final String COPY = "src/App/bin/Release/net/Lib.dll";

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
    void whatMsBuildCopiesIsKnownByName() {
        // Given
        build("App", access(DRIVER, AccessKind.READ, LIB), access(DRIVER, AccessKind.PROBE, COPY));

        // When / Then
        assertThat(of("App")).isEmpty();
    }

    @Test
    void aProgramKnowsWhatItReads() {
        // Given
        build("App", access(CHILD, AccessKind.READ, LIB));

        // When / Then
        assertThat(of("App")).containsExactly(Projects.path("Lib") + " " + LIB + " 1");
    }

    @Test
    void aProgramKnowsTheCopyThatItReads() {
        // Given
        build("App", access(CHILD, AccessKind.READ, COPY));

        // When / Then
        assertThat(of("App")).containsExactly(Projects.path("Lib") + " " + LIB + " 1");
    }

    @Test
    void whatNoKeyHoldsCountsToo() {
        // Given
        build("App", access(CHILD, AccessKind.READ, "src/Lib/obj/Release/net/Lib.dll"));

        // When / Then
        assertThat(of("App")).hasSize(1);
    }

    @Test
    void whatIsMadeOnTheWayNobodyReadsWithoutKnowingIt() {
        // Given
        build("App", access(DRIVER, AccessKind.READ, "src/Lib/obj/Release/net/Lib.dll"));

        // When / Then
        assertThat(of("App")).hasSize(1);
    }

    @Test
    void aTaskThatReadsACopyKnowsIt() {
        // Given
        build("App", access(DRIVER, AccessKind.READ, COPY));

        // When / Then
        assertThat(of("App")).hasSize(1);
    }

    @Test
    void theCompilerKnowsWhatItLoads() {
        // Given
        build("App");
        rest.add(access(9, AccessKind.READ, LIB));

        // When / Then
        assertThat(of("App")).hasSize(1);
        assertThat(of("Lib")).isEmpty();
    }

    @Test
    void listingAFolderIsNoLookAtContents() {
        // Given
        build("App", access(CHILD, AccessKind.LIST, "src/Lib/bin/Release/net"));

        // When / Then
        assertThat(of("App")).isEmpty();
    }

    @Test
    void aProjectWithTasksOfItsOwnMayKnowAllThatTheKeyDoesNotHold() {
        // Given
        build("Gen");

        // When / Then
        assertThat(of("Gen")).containsExactly(Projects.path("Lib") + " " + LIB + " 1");
    }

    private List<String> of(String name) {
        AttributedTrace trace =
                new AttributedTrace(intervals, new Accesses(rest, List.of()), Optional.empty());
        return new Insights(new InsidePaths("/src", "/sdk"), trace)
                .of(projects.get(name)).stream()
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
