package dev.buildserver.agent.trace;

import static dev.buildserver.agent.trace.Access.NO_ENTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ways to files that go around the calls by which programs mostly reach them. */
class TracedDetoursIT extends TracedShell {
    private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
    private static final String LOADER =
            ARM ? "/lib/ld-linux-aarch64.so.1" : "/lib64/ld-linux-x86-64.so.2";

    static Stream<List<Object>> detours() {
        return Stream.of(
                List.of("exec 3<a.txt; echo x > /dev/fd/3", AccessKind.WRITE, "/src/a.txt"),
                List.of("exec 3<a.txt; echo x > /proc/self/fd/3", AccessKind.WRITE, "/src/a.txt"),
                List.of("exec 3<a.txt; chmod +x /dev/fd/3", AccessKind.UPDATE, "/src/a.txt"),
                List.of("stat -f a.txt", AccessKind.PROBE, "/src/a.txt"),
                List.of("cp /bin/cat own; " + LOADER + " ./own", AccessKind.START, "/src/own"),
                List.of(call(76, 45, "$f, 1"), AccessKind.UPDATE, "/src/a.txt"),
                List.of(call(137, 43, "$f, $x"), AccessKind.PROBE, "/src/a.txt"),
                List.of(call(268, 53, "-100, $f, 0600"), AccessKind.UPDATE, "/src/a.txt"),
                List.of(call(265, 37, "-100, $f, -100, $x, 0"), AccessKind.READ, "/src/a.txt"));
    }

    /** Perl's way to make a system call: on x86-64 by one number, on arm64 by another. */
    private static String call(int x86, int arm, String arguments) {
        return "perl -e '$f=\"a.txt\"; $x=\"z\" x 200; syscall(%d, %s)'"
                .formatted(ARM ? arm : x86, arguments);
    }

    @ParameterizedTest
    @MethodSource("detours")
    void aDetourIsSeen(List<Object> detour) throws Exception {
        // When
        List<Access> accesses = trace((String) detour.get(0));

        // Then
        assertThat(accesses)
                .filteredOn(access -> access.kind() == detour.get(1) && access.errno() == 0)
                .extracting(Access::path)
                .contains(TracedPath.of((String) detour.get(2)));
    }

    static Stream<List<String>> whatCannotBeFollowed() {
        return Stream.of(
                List.of("exec 3</src; cat /dev/fd/3/a.txt", "/dev/fd/3/a.txt"),
                List.of("LD_AUDIT=/src/none.so cat a.txt", "LD_AUDIT"),
                List.of("LOCPATH=/src cat a.txt", "LOCPATH"),
                List.of("mkdir -p l/glibc-hwcaps; LD_LIBRARY_PATH=/src/l cat a.txt", "hwcaps"),
                List.of("perl -e 'shmget(7, 9, 01600) or die'", "shmget"),
                List.of("perl -e 'msgget(7, 01600) or die'", "msgget"),
                List.of(call(240, 180, "$f, 66, 0600, 0"), "system call"));
    }

    @ParameterizedTest
    @MethodSource("whatCannotBeFollowed")
    void whatCannotBeFollowedIsNamed(List<String> detour) throws Exception {
        // When
        AttributedTrace trace =
                attributed("[ -e /@bone@ ]; " + detour.get(0) + "; [ -e /@fone@ ]; cat b.txt");

        // Then
        assertThat(trace.intervals().get(0).accesses().untraceable())
                .as("%s", fixture.lines())
                .singleElement()
                .asString()
                .contains(detour.get(1));
        assertThat(trace.rest().untraceable()).isEmpty();
    }

    @Test
    void whoMakesAnotherViewOfTheFileSystemCanNotBeFollowed() throws Exception {
        // Given
        assumeTrue(
                fixture.run(fixture.plan(), "unshare -r true").success(),
                "NOT RUN: no program in a sandbox may have namespaces of its own");

        // When
        AttributedTrace trace = attributed("[ -e /@bone@ ]; unshare -rm true; [ -e /@fone@ ]");

        // Then
        assertThat(trace.intervals().get(0).accesses().untraceable())
                .containsExactly("mount", "unshare");
    }

    @Test
    void whoWritesThroughAHardLinkChangesWhatOthersReadByTheOldName() throws Exception {
        // When: one that is only made, one that is replaced, and one that is written
        AttributedTrace trace =
                attributed(
                        "[ -e /@bone@ ]; ln a.txt m; rm m; ln b.txt n; cp --remove-destination"
                                + " a.txt n; [ -e /@fone@ ];"
                                + "[ -e /@btwo@ ]; ln a.txt o; echo x >> o; [ -e /@ftwo@ ]");

        // Then
        assertThat(trace.intervals().get(0).accesses().untraceable()).isEmpty();
        assertThat(trace.intervals().get(1).accesses().untraceable())
                .singleElement()
                .asString()
                .contains("several names");
        assertThat(trace.rest().untraceable())
                .isEqualTo(trace.intervals().get(1).accesses().untraceable());
    }

    @Test
    void whoLetsOthersIntoAFolderOfItsOwnWritesNothing() throws Exception {
        // When: as NuGet does with its folder in /tmp, and as nobody should
        List<Access> accesses =
                trace(
                        "mkdir d e f; chmod 0777 d; chmod 0000 e;"
                                + "perl -e 'open D, q(<), q(f); chmod 0700, *D'");

        // Then
        assertThat(accesses)
                .filteredOn(access -> access.kind() == AccessKind.UPDATE)
                .extracting(access -> access.path().toString())
                .contains("/src/e")
                .doesNotContain("/src/d", "/src/f");
    }

    @Test
    void whatTheSystemAndTheLoaderLookForInVainIsSeen() throws Exception {
        // When
        List<Access> accesses =
                trace(
                        "printf '#!/src/none\\n' > s; chmod +x s; ./s;"
                                + "mkdir l; LD_LIBRARY_PATH=/src/l:/src/m cat a.txt;"
                                + "TZ=:/src/zone cat a.txt");

        // Then
        assertThat(accesses)
                .filteredOn(Access::absent)
                .extracting(access -> access.path().toString())
                .contains(
                        "/src/none",
                        "/src/l/libc.so.6",
                        "/src/l/glibc-hwcaps",
                        "/src/m",
                        "/src/m/libc.so.6",
                        "/src/zone");
    }

    @Test
    void foldersOfLibrariesThatNobodyCanChangeAreNotLookedAt() throws Exception {
        // When: as where an agent has libraries for an SDK
        List<Access> accesses = trace("LD_LIBRARY_PATH=/usr/lib:/sdk cat a.txt");

        // Then
        assertThat(accesses)
                .extracting(access -> access.path().toString())
                .doesNotContain("/usr/lib/libc.so.6", "/sdk/libc.so.6");
    }

    @Test
    void aScriptWhoseInterpreterIsNotThereIsPassedOver() throws Exception {
        // Given
        Files.createDirectories(fixture.workspace().resolve("p"));

        // When
        List<Access> accesses =
                trace(
                        "printf '#!/src/none\\n' > p/tool; printf '#!/bin/sh\\n' > tool;"
                                + " chmod +x p/tool tool; mkdir q;"
                                + " perl -e '$ENV{PATH}=\"/src/p:/src/q:/src\"; exec \"tool\"'");

        // Then
        assertThat(accesses)
                .extracting(Access::kind, Access::errno, access -> access.path().toString())
                .contains(
                        tuple(AccessKind.READ, NO_ENTRY, "/src/none"),
                        tuple(AccessKind.PROBE, NO_ENTRY, "/src/q/tool"),
                        tuple(AccessKind.EXEC, 0, "/src/tool"));
    }
}
