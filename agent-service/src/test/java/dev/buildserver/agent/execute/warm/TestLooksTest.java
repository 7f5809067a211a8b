package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.cached.tree.Tree;
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
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestLooksTest {
    private static final Accesses NOTHING = new Accesses(List.of(), List.of());

    @TempDir Path folder;
    private final List<Interval> intervals = new ArrayList<>();
    private Tree before;

    @BeforeEach
    void aTree() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/a.txt"), "a");
        before = Tree.of(folder, "c1");
    }

    @Test
    void whatTheyLookedAtIsKnownAsItWasBefore() throws IOException {
        // Given
        run(
                1,
                access(AccessKind.READ, "/src/data/a.txt"),
                access(AccessKind.LIST, "/src/data"),
                access(AccessKind.PROBE, "/src/data/b.txt"),
                access(AccessKind.READ, "/usr/lib/libc.so"));
        run(2, access(AccessKind.READ, "/src/data/c.txt"));

        // When
        TestLooks.Of seen = looks().of(1);

        // Then
        assertThat(seen.obstacles()).isEmpty();
        assertThat(seen.looks())
                .containsExactly(
                        new Observed(Observed.Kind.LISTING, "data", before.listing("data")),
                        new Observed(Observed.Kind.CONTENT, "data/a.txt", Sha256.of("a")),
                        new Observed(Observed.Kind.CONTENT, "data/b.txt", "-"));
    }

    @Test
    void whatTheyMakeAnewTellsThemNothing() throws IOException {
        // Given
        run(
                1,
                access(AccessKind.WRITE, "/src/data/a.txt"),
                access(AccessKind.READ, "/src/data/a.txt"));

        // When
        TestLooks.Of seen = looks().of(1);

        // Then
        assertThat(seen.obstacles()).isEmpty();
        assertThat(seen.looks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE, /src/data/a.txt, they change data/a.txt",
        "REMOVE, /src/data/a.txt, they change data/a.txt",
        "READ, /src/data/shared.txt, which other tests write",
        "CONNECT, 10.1.2.3:443, the network"
    })
    void whatNobodyCanCompareLaterIsAnObstacle(AccessKind kind, String path, String why)
            throws IOException {
        // Given
        run(1, access(kind, path));
        run(2, access(AccessKind.WRITE, "/src/data/shared.txt"));

        // When / Then
        assertThat(looks().of(1).obstacles()).singleElement().asString().contains(why);
    }

    @Test
    void whatWasNotSeenToItsEndIsAnObstacle() throws IOException {
        // Given
        intervals.add(new Interval("1", 1, false, NOTHING));
        intervals.add(new Interval("2", 1, true, new Accesses(List.of(), List.of("static"))));

        // When / Then
        assertThat(looks().of(1).obstacles()).containsExactly("they were cut off");
        assertThat(looks().of(2).obstacles()).containsExactly("it can't be seen what static does");
    }

    @Test
    void aDamagedTraceSaysNothingOfAny() throws IOException {
        // Given
        run(1);
        AttributedTrace trace =
                new AttributedTrace(intervals, NOTHING, Optional.of("a record is missing"));

        // When / Then
        assertThat(new TestLooks(trace, "/src", before).of(1).obstacles())
                .singleElement()
                .asString()
                .contains("a record is missing");
    }

    private TestLooks looks() {
        return new TestLooks(
                new AttributedTrace(intervals, NOTHING, Optional.empty()), "/src", before);
    }

    private void run(int number, Access... accesses) {
        intervals.add(
                new Interval(
                        Integer.toString(number),
                        number,
                        true,
                        new Accesses(List.of(accesses), List.of())));
    }

    private static Access access(AccessKind kind, String path) {
        return new Access(1, kind, 0, TracedPath.of(path));
    }
}
