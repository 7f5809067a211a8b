package dev.buildserver.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.process.Exit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxIT {
    @TempDir Path folder;
    private SandboxFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new SandboxFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void foldersAreAtFixedPlaces() throws Exception {
        // Given
        Files.writeString(fixture.workspace().resolve("a.txt"), "of the workspace");

        // When
        Exit exit =
                fixture.run(
                        fixture.plan(),
                        "pwd; cat a.txt; echo; echo made > b.txt; echo $HOME; id -un");

        // Then
        assertThat(exit.success()).as("%s", fixture.lines()).isTrue();
        assertThat(fixture.lines()).containsExactly("/src", "of the workspace", "/home/b", "b");
        assertThat(fixture.workspace().resolve("b.txt")).hasContent("made\n");
    }

    @Test
    void dotnetRuns() throws Exception {
        // When
        Exit exit = fixture.run(fixture.plan(), "dotnet --version");

        // Then
        assertThat(exit.success()).as("%s", fixture.lines()).isTrue();
        assertThat(fixture.lines()).singleElement().asString().matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void nothingElseOfTheMachineIsThere() throws Exception {
        // When
        fixture.run(
                fixture.plan(),
                "ls -d "
                        + folder
                        + " /root/.[a-z]* /var 2>/dev/null; ls /tmp; env | grep "
                        + folder);

        // Then
        assertThat(fixture.lines()).isEmpty();
    }

    @Test
    void systemSdkAndRootCanNotBeChanged() throws Exception {
        // When
        fixture.run(
                fixture.plan(),
                "for file in /usr/x /sdk/x /etc/x /x; do touch $file 2>/dev/null && echo $file; done");

        // Then
        assertThat(fixture.lines()).isEqualTo(List.of());
    }
}
