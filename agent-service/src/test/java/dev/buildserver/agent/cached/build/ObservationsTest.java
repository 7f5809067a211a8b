package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.describe.InsidePaths;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.entry.StoredFile;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code App → Lib}, {@code Other} alone, and {@code Tasks} with tasks of its own. */
class ObservationsTest {
    @TempDir Path folder;
    private final Projects projects =
            new Projects().add("Lib").add("App", "Lib").add("Other").addWithTasks("Tasks");
    private final List<Interval> intervals = new ArrayList<>();
    private final List<Access> rest = new ArrayList<>();
    private Optional<String> damage = Optional.empty();

    @BeforeEach
    void tree() throws IOException {
        for (String file : List.of("tools/seed.txt", "src/App/a.cs", "src/Other/o.cs")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), file);
        }
    }

    @Test
    void whatIsReadBesidesTheKeyIsObservedAbsentOrNot() throws IOException {
        // Given
        build(
                "App",
                read("/src/tools/seed.txt"),
                absent("/src/.editorconfig"),
                access(AccessKind.LIST, "/src/tools"),
                read("/src/src/App/a.cs"),
                read("/usr/lib/libc.so"));

        // When
        Observations.Of seen = observe("App");

        // Then
        assertThat(seen.accesses())
                .contains(
                        observed(
                                Observed.Kind.CONTENT,
                                "tools/seed.txt",
                                Sha256.of("tools/seed.txt")),
                        observed(Observed.Kind.CONTENT, ".editorconfig", "-"),
                        observed(Observed.Kind.LISTING, "tools", Sha256.of("seed.txt")))
                .noneMatch(access -> access.path().startsWith("src/App"));
        assertThat(seen.obstacles()).isEmpty();
    }

    @Test
    void aForeignSourceIsObservedAlthoughItsProjectDeclaresIt() throws IOException {
        // Given
        build("App", read("/src/src/Other/o.cs"));
        build("Other", read("/src/src/Other/o.cs"));

        // When / Then
        assertThat(observe("App").accesses())
                .containsExactly(
                        observed(
                                Observed.Kind.CONTENT,
                                "src/Other/o.cs",
                                Sha256.of("src/Other/o.cs")));
        assertThat(observe("Other").accesses()).isEmpty();
    }

    @Test
    void outputsOfReferencesAreInTheKeyAndThoseOfOthersAreNot() throws IOException {
        // Given
        build("Lib", access(AccessKind.WRITE, "/src/src/Lib/bin/Release/net/Lib.dll"));
        build(
                "App",
                read("/src/src/Lib/bin/Release/net/Lib.dll"),
                absent("/src/src/Other/bin/Release/net/Other.dll"));

        // When
        Observations.Of seen = observe("App");

        // Then
        assertThat(seen.accesses()).isEmpty();
        assertThat(seen.obstacles()).singleElement().asString().contains("does not refer");
    }

    @Test
    void whoWritesWhereOthersDoIsNotKept() throws IOException {
        // Given
        build(
                "App",
                access(AccessKind.WRITE, "/src/src/Other/bin/Release/net/x"),
                access(AccessKind.WRITE, "/src/dist/shared"),
                access(AccessKind.WRITE, "/src/dist/own"),
                access(AccessKind.UPDATE, "/src/tools/seed.txt"));
        build("Other", access(AccessKind.WRITE, "/src/dist/shared"), read("/src/dist/own"));

        // When
        Observations.Of app = observe("App");

        // Then
        assertThat(app.written()).contains("dist/own");
        assertThat(app.obstacles())
                .anyMatch(text -> text.contains("among the outputs"))
                .anyMatch(text -> text.contains("not the only project that writes dist/shared"))
                .anyMatch(text -> text.contains("changes tools/seed.txt"))
                .hasSize(3);
        assertThat(observe("Other").obstacles())
                .anyMatch(text -> text.contains("reads /src/dist/own"));
    }

    @Test
    void aProjectAmongWhoseOutputsAnotherWroteIsNotKept() throws IOException {
        // Given
        build("App", access(AccessKind.WRITE, "/src/src/Other/bin/Release/net/x"));
        build("Other", access(AccessKind.WRITE, "/src/src/Other/bin/Release/net/Other.dll"));

        // When / Then
        assertThat(observe("Other").obstacles())
                .singleElement()
                .asString()
                .contains("src/App/App.csproj wrote src/Other/bin/Release/net/x");
    }

    @Test
    void whatAHitHadWrittenCountsAsWritten() throws IOException {
        // Given
        StoredFile file = StoredFile.own("dist/a", "1", false);
        Entry entry =
                new Entry(List.of(), List.of(file), List.of(), Map.of(), List.of(), null, 1, "c0");
        projects.get("Lib").hit(entry, Map.of("dist/a", file));
        build("App", access(AccessKind.LIST, "/src/dist"), read("/src/dist/a"));

        // When / Then
        assertThat(observe("App").obstacles())
                .containsExactly(
                        "it lists dist, in which src/Lib/Lib.csproj wrote",
                        "it reads /src/dist/a, which src/Lib/Lib.csproj wrote");
    }

    @Test
    void devicesBelongToTheMachine() throws IOException {
        // Given: compilers do
        build("App", access(AccessKind.UPDATE, "/dev/zero"), write("/dev/null"));
        build("Other", access(AccessKind.UPDATE, "/dev/zero"), write("/dev/null"));

        // When / Then
        assertThat(observe("App").obstacles()).isEmpty();
        assertThat(observe("Other").obstacles()).isEmpty();
    }

    @Test
    void whoListsAFolderInWhichAnotherWritesIsNotKept() throws IOException {
        // Given: in its own folder a project may write, as far as MSBuild is concerned
        build("Lib", write("/src/dist/a"), write("/src/src/Lib/Generated.cs"));
        build("App", access(AccessKind.LIST, "/src/dist"), access(AccessKind.LIST, "/src/src/Lib"));
        build("Other", new Access(9, AccessKind.LIST, 0, TracedPath.of("/src/src/Lib")));

        // When / Then
        assertThat(observe("App").obstacles())
                .containsExactly("it lists dist, in which src/Lib/Lib.csproj wrote");
        assertThat(observe("Other").obstacles()).hasSize(1);
        assertThat(observe("Lib").obstacles()).isEmpty();
    }

    @Test
    void whatIsLeftOutsideOfTheTreeIsNotReplayed() throws IOException {
        // Given
        build(
                "App",
                write("/tmp/left"),
                write("/tmp/removed"),
                access(AccessKind.REMOVE, "/tmp/removed"),
                write("/dev/null"),
                write("/agent/log"));

        // When / Then
        assertThat(observe("App").obstacles()).singleElement().asString().contains("/tmp/left");
    }

    @Test
    void whatLiesBehindALinkIsObservedInTheOwnFolderToo() throws IOException {
        // Given
        Files.createSymbolicLink(folder.resolve("src/App/more"), Path.of("../../tools"));
        build(
                "App",
                read("/src/src/App/more/seed.txt"),
                access(AccessKind.LIST, "/src/src/App/more"));

        // When / Then
        assertThat(observe("App").accesses())
                .extracting(Observed::path)
                .containsExactly("src/App/more", "src/App/more/seed.txt");
    }

    @Test
    void aTaskThatAnotherProjectLoadedIsObservedByWhoeverHasTasks() throws IOException {
        // Given: all by the same process
        build("App", read("/src/tools/Task.dll"));
        build("Tasks");
        build("Other");

        // When / Then
        assertThat(observe("Tasks").accesses())
                .extracting(Observed::path)
                .containsExactly("tools/Task.dll");
        assertThat(observe("Other").accesses()).isEmpty();
    }

    @Test
    void networkAndWhatCanNotBeSeenAreObstacles() throws IOException {
        // Given
        intervals.add(
                new Interval(
                        number("App"),
                        1,
                        true,
                        new Accesses(
                                List.of(access(AccessKind.CONNECT, "10.0.0.1:80")),
                                List.of("/usr/bin/busybox"))));

        // When / Then
        assertThat(observe("App").obstacles())
                .anyMatch(text -> text.contains("10.0.0.1"))
                .anyMatch(text -> text.contains("busybox"));
    }

    @Test
    void whatTheCompilerServerReadsOfNoProjectCountsForEvery() throws IOException {
        // Given
        build("App");
        build("Other");
        rest.add(read("/src/src/Other/o.cs"));
        rest.add(read("/src/tools/seed.txt"));

        // When / Then
        assertThat(observe("App").accesses())
                .extracting(Observed::path)
                .containsExactly("tools/seed.txt");
        assertThat(observe("Other").accesses())
                .extracting(Observed::path)
                .containsExactly("tools/seed.txt");
    }

    @Test
    void whatACompilerIncludesCountsForWhoeverNamesIt() throws IOException {
        // Given: one file leads to the next
        Files.writeString(folder.resolve("src/App/a.cs"), "/// <include file='../Other/b.xml' />");
        Files.writeString(folder.resolve("src/Other/b.xml"), "see c");
        Files.writeString(folder.resolve("src/Other/c.ruleset"), "<RuleSet />");
        Files.createDirectories(folder.resolve("src/Lib"));
        Files.writeString(folder.resolve("src/Lib/l.cs"), "// nothing");
        build("App");
        build("Lib");
        rest.add(read("/src/src/Other/b.xml"));
        rest.add(read("/src/src/Other/c.ruleset"));

        // When / Then
        assertThat(observe("App").accesses())
                .extracting(Observed::path)
                .containsExactly("src/Other/b.xml", "src/Other/c.ruleset");
        assertThat(observe("Lib").accesses()).isEmpty();
    }

    @Test
    void nothingIsKeptByAnUnfinishedOrDamagedTrace() throws IOException {
        // Given
        intervals.add(new Interval(number("App"), 1, false, new Accesses(List.of(), List.of())));
        damage = Optional.of("records are missing");

        // When / Then
        assertThat(observe("App").obstacles())
                .anyMatch(text -> text.contains("cut off"))
                .anyMatch(text -> text.contains("records are missing"));
    }

    @Test
    void whoeverLooksAtGitSeesTheCommit() throws IOException {
        // Given
        build("App", read("/src/.git/HEAD"));

        // When / Then
        assertThat(observe("App").accesses())
                .containsExactly(observed(Observed.Kind.CONTENT, ".git/HEAD", "c1"));
    }

    @Test
    void gitIsNoFileOfAProjectInTheRoot() throws IOException {
        // Given
        projects.addInRoot("Root");
        build("Root", read("/src/.git/HEAD"), read("/src/tools/seed.txt"));

        // When / Then
        assertThat(observe("Root").accesses())
                .containsExactly(observed(Observed.Kind.CONTENT, ".git/HEAD", "c1"));
    }

    @Test
    void outputsOfProjectsFurtherDownArePassedByOnly() throws IOException {
        // Given: the folder of Root holds all others; what MSBuild takes from there it opens
        projects.addInRoot("Root");
        String output = "/src/src/Other/bin/Release/net";
        build("Root", access(AccessKind.LIST, output));
        build("App", access(AccessKind.LIST, output));

        // When / Then
        assertThat(observe("Root").obstacles()).isEmpty();
        assertThat(observe("App").obstacles()).hasSize(1);
        build("Root", read(output + "/Other.dll"));
        assertThat(observe("Root").obstacles()).hasSize(1);
    }

    @Test
    void aProgramThatListsOutputsOfProjectsFurtherDownSeesThem() throws IOException {
        // Given
        projects.addInRoot("Root");
        build(
                "Root",
                new Access(9, AccessKind.LIST, 0, TracedPath.of("/src/src/Other/bin/Release/net")));

        // When / Then
        assertThat(observe("Root").obstacles()).hasSize(1);
    }

    @Test
    void aSourceMayBeMadeAnewAsItWas() throws IOException {
        // Given: what is in no key may have been something else before
        String own = "src/App/a.cs";
        build("App", write("/src/" + own));
        build("Other", write("/src/tools/seed.txt"));

        // When / Then
        Observations.Of app = observe("App");
        assertThat(app.obstacles()).isEmpty();
        assertThat(app.written()).isEmpty();
        assertThat(observe("Other").obstacles()).hasSize(1);
    }

    @Test
    void aSourceThatIsChangedIsAnObstacle() throws IOException {
        // Given
        Tree before = Tree.of(folder, "c1");
        before.state("src/App/a.cs");
        Files.writeString(folder.resolve("src/App/a.cs"), "changed");
        build("App", write("/src/src/App/a.cs"));

        // When / Then
        assertThat(observe("App", before).obstacles())
                .containsExactly("it changes src/App/a.cs, which is part of the source");
    }

    @Test
    void whatACompilerReadsAmongOthersFilesIsSeenByWhomNamesItWhateverItsKind() throws IOException {
        // Given
        Files.writeString(folder.resolve("src/Other/key.snk"), "key");
        Files.writeString(
                folder.resolve("src/App/a.cs"), "[AssemblyKeyFile(@\"..\\Other\\key.snk\")]");
        build("App");
        build("Lib");
        rest.add(read("/src/src/Other"));
        rest.add(read("/src/src/Other/key.snk"));

        // When / Then
        assertThat(observe("App").accesses())
                .extracting(Observed::path)
                .containsExactly("src/Other/key.snk");
        assertThat(observe("Lib").accesses()).isEmpty();
    }

    @Test
    void whoLeavesAnEmptyFolderIsNotKept() throws IOException {
        // Given
        Tree before = Tree.of(folder, "c1");
        String logs = "src/App/bin/Release/net/logs";
        Files.createDirectories(folder.resolve(logs));
        Files.createDirectories(folder.resolve("src/App/bin/Release/net/full/inner"));
        build(
                "App",
                access(AccessKind.MAKE_FOLDER, "/src/" + logs),
                access(AccessKind.MAKE_FOLDER, "/src/src/App/bin/Release/net/full"),
                access(AccessKind.MAKE_FOLDER, "/src/src/App/bin/Release/net/gone"));

        // When / Then
        assertThat(observe("App", before).obstacles())
                .singleElement()
                .asString()
                .contains("leaves the folder " + logs);
    }

    @Test
    void whatCanNotOrCanBeMadeTellsWhatIsThere() throws IOException {
        // Given: a script tries, and cleans up
        build(
                "App",
                program(AccessKind.MAKE_FOLDER, 17, "/src/tools"),
                program(AccessKind.MAKE_FOLDER, 0, "/src/none"),
                program(AccessKind.REMOVE, 0, "/src/none"),
                program(AccessKind.REMOVE, Access.NO_ENTRY, "/src/flag"));

        // When
        Observations.Of seen = observe("App");

        // Then
        assertThat(seen.accesses())
                .containsExactly(
                        observed(Observed.Kind.CONTENT, "flag", "-"),
                        observed(Observed.Kind.CONTENT, "none", "-"),
                        observed(Observed.Kind.CONTENT, "tools", "D"));
        assertThat(seen.obstacles()).isEmpty();
    }

    @Test
    void memoryWithANameIsNoDevice() throws IOException {
        // Given
        build("Lib", write("/dev/shm/a"));
        build("App", read("/dev/shm/a"));

        // When / Then
        assertThat(observe("Lib").obstacles()).singleElement().asString().contains("leaves");
        assertThat(observe("App").obstacles())
                .containsExactly("it reads /dev/shm/a, which src/Lib/Lib.csproj wrote");
    }

    @Test
    void whoLooksAtAFolderThatAnotherMadeIsNotKept() throws IOException {
        // Given: who makes it as well does not depend on the other one
        build(
                "Lib",
                program(AccessKind.MAKE_FOLDER, 0, "/tmp/made"),
                program(AccessKind.MAKE_FOLDER, 0, "/src/gen"),
                program(AccessKind.WRITE, 0, "/src/gen/a"));
        build("App", program(AccessKind.PROBE, 0, "/tmp/made"));
        build("Other", program(AccessKind.PROBE, 0, "/src/gen"));
        build(
                "Tasks",
                program(AccessKind.MAKE_FOLDER, 17, "/src/gen"),
                program(AccessKind.PROBE, 0, "/src/gen"));

        // When / Then
        assertThat(observe("Lib").obstacles()).singleElement().asString().contains("/tmp/made");
        assertThat(observe("App").obstacles())
                .containsExactly("it looks at the folder /tmp/made, which src/Lib/Lib.csproj made");
        assertThat(observe("Other").obstacles()).hasSize(1);
        assertThat(observe("Tasks").obstacles()).isEmpty();
    }

    @Test
    void whoListsWhereAnotherLeavesSomethingIsNotKept() throws IOException {
        // Given
        build("Lib", write("/tmp/left/a"), program(AccessKind.MAKE_FOLDER, 0, "/src/gen/new"));
        build("App", program(AccessKind.LIST, 0, "/tmp/left"));
        build("Other", program(AccessKind.LIST, 0, "/src/gen"));

        // When / Then
        assertThat(observe("App").obstacles())
                .containsExactly("it lists /tmp/left, in which src/Lib/Lib.csproj wrote");
        assertThat(observe("Other").obstacles())
                .containsExactly("it lists gen, in which src/Lib/Lib.csproj wrote");
    }

    @Test
    void foldersOnTheWayToOutputsAreEverybodys() throws IOException {
        // Given
        build("Lib", access(AccessKind.MAKE_FOLDER, "/src/src/Other/bin"));
        build("App", program(AccessKind.PROBE, 0, "/src/src/Other/bin"));

        // When / Then
        assertThat(observe("App").obstacles()).isEmpty();
    }

    @Test
    void aHitThatLookedWhereAReferenceWritesNowIsMisled() throws IOException {
        // Given: Lib did not write it when App was built
        hit("App", observed(Observed.Kind.CONTENT, "gen/a", "-"));
        hit("Other", observed(Observed.Kind.CONTENT, "gen/a", "-"));
        build("Lib", write("/src/gen/a"));

        // When / Then
        assertThat(observations().misled(projects.get("App"))).isTrue();
        assertThat(observations().misled(projects.get("Other"))).isFalse();
    }

    @Test
    void aHitInWhoseFolderAReferenceWritesNowIsMisled() throws IOException {
        // Given
        hit("App");
        build("Lib", write("/src/src/Lib/Generated.cs"));
        assertThat(observations().misled(projects.get("App"))).isFalse();

        // When
        build("Lib", write("/src/src/App/Generated.cs"));

        // Then
        assertThat(observations().misled(projects.get("App"))).isTrue();
    }

    @Test
    void whatMsbuildHasLoadedForAnotherIsLookedAtByWhoeverAsksForIt() throws IOException {
        // Given: the process that builds App has Other's project file, and needs no look
        Files.writeString(
                folder.resolve(Projects.path("App")),
                "Condition=\"Exists('../Other/Other.csproj')\"");
        Files.createDirectories(folder.resolve("src/Lib"));
        Files.writeString(folder.resolve(Projects.path("Lib")), "<!-- unlike Other -->");
        build("App");
        build("Lib");

        // When / Then
        assertThat(observe("App").accesses())
                .containsExactly(
                        observed(Observed.Kind.LISTING_BUT_SOURCES, "src/Other", Sha256.of("")));
        assertThat(observe("Lib").accesses()).isEmpty();
    }

    private void hit(String name, Observed... accesses) {
        Entry entry =
                new Entry(
                        List.of(accesses),
                        List.of(),
                        List.of(),
                        Map.of(),
                        List.of(),
                        null,
                        1,
                        "c0");
        projects.get(name).hit(entry, Map.of());
    }

    private Observations observations() throws IOException {
        AttributedTrace trace =
                new AttributedTrace(intervals, new Accesses(rest, List.of()), damage);
        return new Observations(setting(), Tree.of(folder, "c1"), projects.all(), trace);
    }

    private static Access program(AccessKind kind, int errno, String path) {
        return new Access(9, kind, errno, TracedPath.of(path));
    }

    private Observations.Of observe(String name) throws IOException {
        return observe(name, Tree.of(folder, "c1"));
    }

    private Observations.Of observe(String name, Tree tree) throws IOException {
        AttributedTrace trace =
                new AttributedTrace(intervals, new Accesses(rest, List.of()), damage);
        return new Observations(setting(), tree, projects.all(), trace).of(projects.get(name));
    }

    private void build(String name, Access... accesses) {
        intervals.add(
                new Interval(number(name), 1, true, new Accesses(List.of(accesses), List.of())));
    }

    private String number(String name) {
        return Integer.toString(projects.get(name).number());
    }

    private Setting setting() {
        return new Setting(
                folder,
                folder,
                new InsidePaths("/src", "/sdk"),
                "/agent",
                folder,
                "/sockets",
                folder,
                null,
                "image",
                Map.of(),
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

    private static Observed observed(Observed.Kind kind, String path, String state) {
        return new Observed(kind, path, state);
    }

    private static Access write(String path) {
        return access(AccessKind.WRITE, path);
    }

    private static Access read(String path) {
        return access(AccessKind.READ, path);
    }

    private static Access absent(String path) {
        return new Access(1, AccessKind.PROBE, Access.NO_ENTRY, TracedPath.of(path));
    }

    private static Access access(AccessKind kind, String path) {
        return new Access(1, kind, 0, TracedPath.of(path));
    }
}
