package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.Accesses;
import dev.buildserver.agent.trace.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a project looked at beyond its key. */
class ObservationsTest extends TracedBuild {
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
}
