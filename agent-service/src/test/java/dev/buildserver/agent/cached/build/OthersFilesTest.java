package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.TracedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a project has to do with what others write. */
class OthersFilesTest extends TracedBuild {
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
}
