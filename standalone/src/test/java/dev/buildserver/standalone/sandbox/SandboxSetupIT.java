package dev.buildserver.standalone.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.standalone.folder.Journal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxSetupIT {
    @TempDir Path folder;
    private final StringWriter said = new StringWriter();
    private Path programs;

    @BeforeEach
    void programs() throws Exception {
        programs = Files.createDirectories(folder.resolve("bin"));
    }

    @Test
    void theMachinesOwnIsTakenWithoutAWord() throws Exception {
        // Given
        Path bwrap = program("bwrap", "exit 0");

        // When
        Optional<Path> found = setup(true, false).provide();

        // Then
        assertThat(found).contains(bwrap);
        assertThat(said.toString()).isEmpty();
    }

    @Test
    void rootWithAptInstallsItAndSaysSo() throws Exception {
        // Given
        program("apt-get", "echo \"$@\" >> " + folder + "/calls; " + installs());

        // When
        Optional<Path> found = setup(true, true).provide();

        // Then
        assertThat(found).contains(programs.resolve("bwrap"));
        assertThat(said.toString()).contains("installing Debian's package \"bubblewrap\"");
        assertThat(folder.resolve("calls")).content().startsWith("install --yes").hasLineCount(1);
    }

    @Test
    void theListsOfPackagesAreFetchedWhereTheyAreMissing() throws Exception {
        // Given
        program(
                "apt-get",
                "if [ $1 = update ]; then touch "
                        + folder
                        + "/updated; exit 0; fi; [ -e "
                        + folder
                        + "/updated ] || { echo 'E: Unable to locate package'; exit 100; };"
                        + installs());

        // When
        Optional<Path> found = setup(true, true).provide();

        // Then
        assertThat(found).contains(programs.resolve("bwrap"));
    }

    @Test
    void anInstallationThatFailsIsExplained() throws Exception {
        // Given
        program("apt-get", "echo 'E: no network'; exit 100");

        // When
        Optional<Path> found = setup(true, true).provide();

        // Then
        assertThat(found).isEmpty();
        assertThat(said.toString())
                .contains("the strategy Cached is refused", "bubblewrap", "E: no network");
    }

    @Test
    void othersAreToldThePackage() throws Exception {
        // Given
        program("apt-get", installs());

        // When
        Optional<Path> found = setup(true, false).provide();

        // Then
        assertThat(found).isEmpty();
        assertThat(programs.resolve("bwrap")).doesNotExist();
        assertThat(said.toString())
                .contains(
                        "without a sandbox",
                        "Cached is refused",
                        "install the package \"bubblewrap\"");
    }

    @Test
    void rootWithoutAptIsToldThePackage() {
        // When
        Optional<Path> found = setup(true, true).provide();

        // Then
        assertThat(found).isEmpty();
        assertThat(said.toString()).contains("install the package \"bubblewrap\"");
    }

    @Test
    void otherSystemsHaveNone() throws Exception {
        // Given
        program("bwrap", "exit 0");

        // When
        Optional<Path> found = setup(false, true).provide();

        // Then
        assertThat(found).isEmpty();
        assertThat(said.toString()).contains("only Linux");
    }

    @Test
    void thisMachineHasItOrGetsIt() throws Exception {
        // When
        Optional<Path> found = SandboxSetup.ofUser(journal()).provide();

        // Then
        assertThat(found).as(said.toString()).isPresent();
        Process process = new ProcessBuilder(found.get().toString(), "--version").start();
        assertThat(process.waitFor()).isZero();
    }

    private SandboxSetup setup(boolean linux, boolean root) {
        // The scripts need the shell's own programs, which are not where bwrap may be.
        return new SandboxSetup(Map.of("PATH", programs.toString()), linux, root, journal());
    }

    private Journal journal() {
        return new Journal(
                new PrintWriter(said, true), folder.resolve("log"), InstantSource.system());
    }

    private String installs() {
        return "/bin/ln -s /bin/true " + programs + "/bwrap";
    }

    private Path program(String name, String script) throws Exception {
        Path program = programs.resolve(name);
        Files.writeString(program, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }
}
