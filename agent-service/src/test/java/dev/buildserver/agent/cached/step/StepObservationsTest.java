package dev.buildserver.agent.cached.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.build.BuiltSolution;
import dev.buildserver.agent.cached.build.Setting;
import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.describe.InsidePaths;
import dev.buildserver.agent.cached.describe.ProjectOutputs;
import dev.buildserver.agent.cached.describe.Traits;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.key.KeyText;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of {@code A} and of {@code B}. */
class StepObservationsTest {
    private static final String BIN = "/src/A/bin/";

    @TempDir Path folder;
    private final List<Interval> intervals = new ArrayList<>();
    private List<StepState> steps;
    private boolean ownTasks;
    private Tree tree;

    @BeforeEach
    void built() throws IOException {
        for (String file : List.of("A/bin/A.dll", "data/a.txt", "A/obj/net/A.dll")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), file);
        }
        tree = Tree.of(folder, "c1");
        steps = List.of(step("A", 1), step("B", 2));
    }

    @Test
    void whatIsNotInTheKeyIsObservedAsItWasBefore() throws IOException {
        // Given
        run(
                1,
                access(AccessKind.READ, "/src/data/a.txt"),
                access(AccessKind.READ, BIN + "A.dll"),
                access(AccessKind.PROBE, BIN + "log.txt"),
                access(AccessKind.WRITE, BIN + "log.txt"),
                access(AccessKind.READ, "/src/A/obj/net/A.dll"),
                absent("/src/settings.json"),
                access(AccessKind.READ, "/usr/lib/libc.so"));

        // When
        StepObservations.Of seen = observe(0);

        // Then
        assertThat(seen.obstacles()).isEmpty();
        assertThat(seen.accesses())
                .containsExactly(
                        content("A/obj/net/A.dll", Sha256.of("A/obj/net/A.dll")),
                        content("data/a.txt", Sha256.of("data/a.txt")),
                        content("settings.json", "-"));
    }

    @Test
    void whatAnotherStepWroteCanNotBeReliedUpon() throws IOException {
        // Given
        run(1, access(AccessKind.READ, "/tmp/shared"));
        run(2, access(AccessKind.WRITE, "/tmp/shared"));

        // When / Then
        assertThat(observe(0).obstacles())
                .singleElement()
                .asString()
                .contains("/tmp/shared", "tests of B");
        assertThat(observe(1).obstacles()).isEmpty();
    }

    @Test
    void devicesKeepNothing() throws IOException {
        // Given
        run(1, access(AccessKind.UPDATE, "/dev/zero"));
        run(2, access(AccessKind.UPDATE, "/dev/zero"));

        // When / Then
        assertThat(observe(0).obstacles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE, /src/data/a.txt, it changes data/a.txt",
        "REMOVE, /src/data/a.txt, it changes data/a.txt",
        "WRITE, /src/data/new.txt, it writes data/new.txt",
        "READ, /etc/hosts, this machine's own",
        "READ, /home/b/left-by-a-build, neither source nor output",
        "READ, /feeds/0/x.nupkg, this machine's own",
        "READ, /home/b/.nuget/packages/other/1.0.0/lib/x.dll, restore did not choose",
        "PROBE, /packages/other/1.0.0, restore did not choose"
    })
    void whatOthersWouldNotSeeOrMissIsAnObstacle(AccessKind kind, String path, String why)
            throws IOException {
        // Given
        run(1, access(kind, path));

        // When / Then
        assertThat(observe(0).obstacles()).anyMatch(obstacle -> obstacle.contains(why));
    }

    @Test
    void aFileThatAStepRemovedIsOneThatItChanges() throws IOException {
        // Given
        Files.delete(folder.resolve("data/a.txt"));
        run(
                1,
                access(AccessKind.READ, "/src/data/a.txt"),
                access(AccessKind.REMOVE, "/src/data/a.txt"));

        // When / Then
        assertThat(observe(0).obstacles())
                .containsExactly("it changes data/a.txt, which was there before");
    }

    @Test
    void packagesThatRestoreChoseAreInTheKey() throws IOException {
        // Given
        run(
                1,
                access(AccessKind.READ, "/home/b/.nuget/packages/some/1.0.0/lib/x.dll"),
                access(AccessKind.PROBE, "/home/b/.nuget/packages/some"));

        // When / Then
        assertThat(observe(0).obstacles()).isEmpty();
    }

    @Test
    void whatAStepWroteItselfTellsItNothing() throws IOException {
        // Given
        run(
                1,
                access(AccessKind.WRITE, "/home/b/.cache/x"),
                access(AccessKind.READ, "/home/b/.cache/x"),
                access(AccessKind.READ, "/home/b/.nuget/NuGet/NuGet.Config"));

        // When / Then
        assertThat(observe(0).obstacles()).isEmpty();
    }

    @Test
    void newFilesAmongItsOutputsAreWhatAStepLeaves() throws IOException {
        // Given
        run(1, access(AccessKind.WRITE, BIN + "log.txt"), access(AccessKind.WRITE, "/tmp/x"));

        // When / Then
        assertThat(observe(0).left()).containsExactly("A/bin/log.txt");
        assertThat(observe(0).obstacles()).isEmpty();
    }

    @Test
    void whatAnotherStepLeftWhenItRanCanNotBeReliedUpon() throws IOException {
        // Given
        StoredFile log = StoredFile.own("A/bin/log.txt", Sha256.of("log"), false);
        steps.get(0)
                .replayed(
                        new Entry(
                                List.of(),
                                List.of(log.copyOf("A/A.csproj", log.path())),
                                List.of(),
                                Map.of(),
                                List.of(),
                                null,
                                1,
                                "c0"));
        run(2, access(AccessKind.READ, BIN + "log.txt"));

        // When / Then
        assertThat(observe(1).obstacles())
                .singleElement()
                .asString()
                .contains("A/bin/log.txt", "tests of A");
    }

    @Test
    void talkWithinAStepIsNoNetwork() throws IOException {
        // Given
        run(
                1,
                access(AccessKind.SERVE, "127.0.0.1:4000"),
                access(AccessKind.CONNECT, "localhost"),
                access(AccessKind.CONNECT, "127.0.0.1:4000"),
                access(AccessKind.CONNECT, "[::ffff:127.0.0.1]:4000"));

        // When / Then
        assertThat(observe(0).obstacles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:4000", "10.0.0.1:4001", "example.com", "[::1]:4000"})
    void talkWithOthersIsAnObstacle(String address) throws IOException {
        // Given
        run(1, access(AccessKind.SERVE, "127.0.0.1:4001"), access(AccessKind.CONNECT, address));
        run(2, access(AccessKind.SERVE, "127.0.0.1:4000"));

        // When / Then
        assertThat(observe(0).obstacles())
                .containsExactly("it reaches for the network: " + address);
    }

    @Test
    void whatAProgramOfTheSystemDrawsIsAnObstacle() throws IOException {
        // Given
        run(1, access(AccessKind.START, "/usr/bin/uuidgen"));

        // When / Then
        assertThat(observe(0).obstacles()).singleElement().asString().contains("runs uuidgen");
    }

    @Test
    void whatTasksRememberFromAnotherStepIsObserved() throws IOException {
        // Given
        ownTasks = true;
        run(
                1,
                access(AccessKind.READ, "/src/data/a.txt"),
                access(AccessKind.READ, "/src/A/A.csproj"),
                access(AccessKind.PROBE, "/src/A/obj/net/more.txt"));
        run(2);

        // When / Then
        assertThat(observe(1).accesses())
                .containsExactly(content("data/a.txt", Sha256.of("data/a.txt")));
    }

    @Test
    void theCommitIsLookedAtOnceInAProcess() throws IOException {
        // Given
        run(
                1,
                access(AccessKind.READ, "/src/.git/HEAD"),
                access(AccessKind.READ, "/src/data/a.txt"));
        run(2);

        // When / Then
        assertThat(observe(1).accesses()).extracting(Observed::path).containsExactly(".git/HEAD");
    }

    @Test
    void aTraceThatIsNotWholeProvesNothing() throws IOException {
        // Given
        intervals.add(new Interval("1", 1, false, new Accesses(List.of(), List.of("/src/tool"))));

        // When / Then
        assertThat(observe(0).obstacles())
                .containsExactlyInAnyOrder(
                        "it was cut off", "it can't be seen what /src/tool does");
    }

    private StepObservations.Of observe(int step) throws IOException {
        AttributedTrace trace =
                new AttributedTrace(
                        intervals, new Accesses(List.of(), List.of()), Optional.empty());
        return new StepObservations(solution(), steps, trace).of(steps.get(step));
    }

    private void run(int number, Access... accesses) {
        intervals.add(
                new Interval(
                        Integer.toString(number),
                        1,
                        true,
                        new Accesses(List.of(accesses), List.of())));
    }

    private StepState step(String name, int number) {
        Step step =
                new Step(
                        "test",
                        name + "/" + name + ".csproj",
                        "tests of " + name,
                        List.of(),
                        List.of(name + "/bin"),
                        List.of(),
                        List.of(),
                        folder.resolve("results-" + name),
                        "/scratch/results-" + name);
        return new StepState(step, number, new KeyText());
    }

    private BuiltSolution solution() {
        return new BuiltSolution(
                setting(),
                null,
                null,
                null,
                null,
                null,
                tree,
                Map.of("A/A.csproj", project("A"), "B/B.csproj", project("B")),
                Map.of("A/A.csproj", List.of(), "B/B.csproj", List.of()),
                Set.of(),
                Set.of("some/1.0.0"));
    }

    private DescribedProject project(String name) {
        return new DescribedProject(
                name + "/" + name + ".csproj",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new ProjectOutputs(
                                name + "/bin",
                                name + "/obj/net",
                                name + "/bin/x.dll",
                                null,
                                false)),
                false,
                new Traits(ownTasks, false, false, false),
                List.of());
    }

    private Setting setting() {
        return new Setting(
                folder,
                folder,
                new InsidePaths("/src", "/sdk"),
                "/scratch",
                folder,
                "/sockets",
                folder,
                null,
                "image",
                Map.of("HOME", "/home/b", "NUGET_PACKAGES", "/home/b/.nuget/packages"),
                "All.sln",
                List.of(),
                List.of(),
                "/sdk/dotnet",
                "/agent/logger.dll",
                "/sdk/server.dll",
                "pipe",
                "netcoreapp3.1",
                2,
                "project",
                "c1");
    }

    private static Observed content(String path, String state) {
        return new Observed(Observed.Kind.CONTENT, path, state);
    }

    private static Access absent(String path) {
        return new Access(1, AccessKind.PROBE, Access.NO_ENTRY, TracedPath.of(path));
    }

    private static Access access(AccessKind kind, String path) {
        return new Access(1, kind, 0, TracedPath.of(path));
    }
}
