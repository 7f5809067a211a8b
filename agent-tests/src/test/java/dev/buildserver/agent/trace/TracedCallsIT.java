package dev.buildserver.agent.trace;

import static dev.buildserver.agent.trace.Access.NO_ENTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls of real programs that reach for files, as the tracer writes them down. */
class TracedCallsIT extends TracedShell {
    static Stream<List<Object>> calls() {
        return Stream.of(
                List.of("cat a.txt", AccessKind.READ, "/src/a.txt"),
                List.of("echo new > d.txt", AccessKind.WRITE, "/src/d.txt"),
                List.of("echo more >> a.txt", AccessKind.UPDATE, "/src/a.txt"),
                List.of("[ -e a.txt ]", AccessKind.PROBE, "/src/a.txt"),
                List.of("stat a.txt", AccessKind.PROBE, "/src/a.txt"),
                List.of("ls", AccessKind.LIST, "/src"),
                List.of("mkdir -p t/u; find t", AccessKind.LIST, "/src/t/u"),
                List.of("mkdir -p t/u; cp -r t v", AccessKind.LIST, "/src/t/u"),
                List.of("mkdir -p t/u; touch t/u/f; cp -r t v", AccessKind.READ, "/src/t/u/f"),
                List.of("mkdir -p t/u; touch t/u/f; rm -r t", AccessKind.REMOVE, "/src/t/u/f"),
                List.of("ln -s a.txt l; readlink l", AccessKind.READLINK, "/src/l"),
                List.of("ln -s a.txt l; realpath l", AccessKind.READLINK, "/src/l"),
                List.of("mkdir m", AccessKind.MAKE_FOLDER, "/src/m"),
                List.of("rm a.txt", AccessKind.REMOVE, "/src/a.txt"),
                List.of("mv a.txt z.txt", AccessKind.REMOVE, "/src/a.txt"),
                List.of("mv a.txt z.txt", AccessKind.READ, "/src/a.txt"),
                List.of("mv a.txt z.txt", AccessKind.WRITE, "/src/z.txt"),
                List.of("ln a.txt z.txt", AccessKind.READ, "/src/a.txt"),
                List.of("touch a.txt", AccessKind.UPDATE, "/src/a.txt"),
                List.of("chmod +x a.txt", AccessKind.UPDATE, "/src/a.txt"),
                List.of("echo *.txt", AccessKind.LIST, "/src"),
                List.of("cd /; cat src/a.txt", AccessKind.READ, "/src/a.txt"),
                List.of("cat .//./a.txt", AccessKind.READ, "/src/a.txt"),
                List.of("mkdir p; cd p; mv ../p ../q; cat ../a.txt", AccessKind.READ, "/src/a.txt"),
                List.of(
                        "mkdir p; mv a.txt p; cd p; mv ../p ../q; cat a.txt",
                        AccessKind.READ,
                        "/src/q/a.txt"),
                List.of(
                        "mkdir -p t/u; cp a.txt t/f; ln -s t/u l; cat l/../f",
                        AccessKind.READ,
                        "/src/t/f"),
                List.of(
                        "mkdir -p t/u; cp a.txt t/f; ln -s t/u l; cat l/../f",
                        AccessKind.READLINK,
                        "/src/l"),
                List.of("printf x > \"$(printf 'a\\nb')\"", AccessKind.WRITE, "/src/a\nb"),
                List.of("env -i /bin/cat a.txt", AccessKind.READ, "/src/a.txt"),
                List.of("env -i /bin/sh -c 'env -i /bin/cat a.txt'", AccessKind.READ, "/src/a.txt"),
                List.of(
                        "printf '#!/bin/sh\\ncat a.txt' > s; chmod +x s; ./s",
                        AccessKind.READ,
                        "/src/a.txt"),
                List.of(
                        "printf '#!/bin/sh\\ncat a.txt' > s; chmod +x s; ./s",
                        AccessKind.EXEC,
                        "/src/s"),
                List.of("cp /bin/cat own; ./own a.txt", AccessKind.START, "/src/own"),
                List.of("setsid sh -c '(cat a.txt &) &'; sleep 0.2", AccessKind.READ, "/src/a.txt"),
                List.of("perl -e 'system(\"/bin/cat a.txt\")'", AccessKind.READ, "/src/a.txt"),
                List.of(
                        "perl -e 'delete $ENV{LD_PRELOAD}; print `cat a.txt`'",
                        AccessKind.READ,
                        "/src/a.txt"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aCallIsSeen(List<Object> call) throws Exception {
        // When
        List<Access> accesses = trace((String) call.get(0));

        // Then
        assertThat(accesses)
                .filteredOn(access -> access.kind() == call.get(1) && access.errno() == 0)
                .extracting(Access::path)
                .contains(TracedPath.of((String) call.get(2)));
    }

    @Test
    void whatIsNotThereIsSeenAsAbsent() throws Exception {
        // When
        List<Access> accesses =
                trace("cat none.txt; [ -e gone ]; ls nowhere; cat a.txt/under; PATH=/src/bin foo");

        // Then
        for (String path : List.of("/src/none.txt", "/src/gone", "/src/nowhere", "/src/bin/foo")) {
            assertThat(accesses)
                    .filteredOn(access -> access.path().equals(TracedPath.of(path)))
                    .as(path)
                    .isNotEmpty()
                    .allMatch(access -> access.errno() == NO_ENTRY && access.absent());
        }
        assertThat(accesses)
                .filteredOn(access -> access.path().equals(TracedPath.of("/src/a.txt/under")))
                .isNotEmpty()
                .allMatch(Access::absent);
    }

    @Test
    void aNameNeedNotBeText() throws Exception {
        // When
        List<Access> accesses = trace("cat \"$(printf 'x\\377y')\"");

        // Then
        byte[] name = "/src/x?y".getBytes(StandardCharsets.US_ASCII);
        name[6] = (byte) 0xff;
        assertThat(accesses)
                .filteredOn(access -> access.kind() == AccessKind.READ && access.absent())
                .anySatisfy(
                        access -> {
                            assertThat(access.path().bytes()).isEqualTo(name);
                            assertThat(access.path().text()).isEmpty();
                        });
    }

    @Test
    void repeatsAreLeftOutUntilAMarker() throws Exception {
        // Given
        String often = "for i in 1 2 3 4 5 6 7 8 9; do [ -e x ]; [ -r a.txt ]; done;";

        // When
        List<Access> accesses = trace(often + "[ -e /@bA@ ];" + often);

        // Then
        assertThat(accesses)
                .filteredOn(access -> access.path().equals(TracedPath.of("/src/x")))
                .hasSize(2);
        assertThat(accesses)
                .filteredOn(access -> access.path().equals(TracedPath.of("/src/a.txt")))
                .hasSize(2);
    }

    @Test
    void aFileThatAppearsIsSeenAgain() throws Exception {
        // When
        List<Access> accesses = trace("[ -e x ]; : > x; [ -e x ]; [ -e x ]");

        // Then
        assertThat(accesses)
                .filteredOn(access -> access.path().equals(TracedPath.of("/src/x")))
                .extracting(Access::kind, Access::errno)
                .containsExactly(
                        tuple(AccessKind.PROBE, NO_ENTRY),
                        tuple(AccessKind.WRITE, 0),
                        tuple(AccessKind.PROBE, 0));
    }

    @Test
    void longPathsAreWholeAndThoseThatTheSystemCannotNameAreRefused() throws Exception {
        // Given
        String name = "d".repeat(200);
        String down = "mkdir " + name + "; cd " + name + ";";

        // When
        List<Access> deep = trace(down.repeat(18) + "cat some");
        AttributedTrace tooDeep =
                attributed(
                        "perl -e 'for (1..25) { mkdir \"d\" x 200; chdir \"d\" x 200 }"
                                + " open F, \"<\", \"other\"'; rm -r d*");

        // Then
        assertThat(deep)
                .extracting(access -> access.path().toString())
                .contains("/src" + ("/" + name).repeat(18) + "/some");
        assertThat(tooDeep.rest().untraceable()).contains("other");
    }

    @Test
    void manyProcessesAtOnceDoNotMixTheirRecords() throws Exception {
        // When
        List<Access> accesses =
                trace(
                        "for p in 1 2 3 4 5 6 7 8; do (i=0; while [ $i -lt 500 ]; do [ -e f-$p-$i"
                                + " ]; i=$((i+1)); done) & done; wait");

        // Then
        Set<String> expected = new HashSet<>();
        for (int p = 1; p <= 8; p++) {
            for (int i = 0; i < 500; i++) {
                expected.add("/src/f-" + p + "-" + i);
            }
        }
        assertThat(accesses)
                .filteredOn(access -> access.path().toString().startsWith("/src/f-"))
                .extracting(access -> access.path().toString())
                .containsExactlyInAnyOrderElementsOf(expected);
    }
}
