package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.Accesses;
import dev.buildserver.agent.trace.Interval;
import dev.buildserver.agent.trace.TracedPath;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code One} and {@code Two} have tasks of their own, {@code Plain} has none. */
class ProcessMemoryTest {
    private static final int DRIVER = 1;
    private static final int CHILD = 2;

    private final Projects projects =
            new Projects()
                    .compiling("One", "src/One/a.cs")
                    .addWithTasks("One")
                    .addWithTasks("Two")
                    .add("Plain");
    private final ProcessMemory memory = new ProcessMemory("/src", new Territory(projects.all()));

    @Test
    void whatATaskLookedAtCountsForTheNextWithTasksInTheSameProcess() {
        // Given
        note("One", DRIVER, AccessKind.READ, "/src/version.txt");
        note("One", CHILD, AccessKind.PROBE, "/src/none.txt");

        // When / Then
        assertThat(remembered("Two", DRIVER)).containsExactly("version.txt", "none.txt");
        assertThat(remembered("Two", 7)).isEmpty();
        assertThat(remembered("Plain", DRIVER)).isEmpty();
    }

    @Test
    void filesOfAProjectAndOutputsDoNot() {
        // Given
        note("One", DRIVER, AccessKind.READ, "/src/src/One/a.cs");
        note("One", DRIVER, AccessKind.READ, "/src/src/One/One.csproj");
        note("One", DRIVER, AccessKind.PROBE, "/src/src/One/more.json");
        note("One", CHILD, AccessKind.READ, "/src/src/One/more.json");
        note("One", DRIVER, AccessKind.READ, "/src/src/Plain/bin/Release/net/Plain.dll");
        note("One", DRIVER, AccessKind.WRITE, "/src/written.txt");
        note("One", DRIVER, AccessKind.READ, "/usr/lib/libc.so");

        // When / Then
        assertThat(remembered("Two", DRIVER)).isEmpty();
    }

    @Test
    void whatATaskReadsInTheFolderOfItsProjectItMayKeepToo() {
        // Given
        note("One", DRIVER, AccessKind.READ, "/src/src/One/settings.json");

        // When / Then
        assertThat(remembered("Two", DRIVER)).containsExactly("src/One/settings.json");
    }

    @Test
    void nothingCountsThatAProjectWithoutTasksReadButLibrariesAndTheCommit() {
        // Given
        note("Plain", DRIVER, AccessKind.READ, "/src/shared/Common.props");
        note("Plain", DRIVER, AccessKind.READ, "/src/tools/Task.dll");
        note("Plain", DRIVER, AccessKind.READ, "/src/.git/HEAD");

        // When / Then
        assertThat(remembered("Two", DRIVER)).containsExactly(".git/HEAD", "tools/Task.dll");
    }

    @Test
    void theCommitCountsForAllUnlessAProgramLookedAtIt() {
        // Given
        note("One", DRIVER, AccessKind.READ, "/src/.git/HEAD");
        note("Plain", CHILD, AccessKind.READ, "/src/.git/config");

        // When / Then
        assertThat(remembered("Plain", DRIVER)).containsExactly(".git/HEAD");
    }

    private List<String> remembered(String project, int process) {
        return memory.of(projects.get(project), process).stream()
                .map(ProcessMemory.Remembered::path)
                .toList();
    }

    private void note(String project, int pid, AccessKind kind, String path) {
        Access access = new Access(pid, kind, 0, TracedPath.of(path));
        memory.note(
                projects.get(project),
                access,
                new Interval("1", DRIVER, true, new Accesses(List.of(access), List.of())));
    }
}
