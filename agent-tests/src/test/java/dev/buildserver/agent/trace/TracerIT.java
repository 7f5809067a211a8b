package dev.buildserver.agent.trace;

import static dev.buildserver.agent.trace.Access.NO_ENTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.buildserver.agent.process.Exit;
import dev.buildserver.agent.sandbox.SandboxFixture;
import dev.buildserver.agent.sandbox.SandboxPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tracer in real programs, in a real sandbox. */
class TracerIT {
    private static final int REFUSED = 111;

    @TempDir Path folder;
    private SandboxFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new SandboxFixture(folder);
        for (String name : List.of("a.txt", "b.txt", "c.txt")) {
            Files.writeString(fixture.workspace().resolve(name), name);
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

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

    @Test
    void childrenBelongToTheIntervalInWhichTheyWereBorn() throws Exception {
        // When
        AttributedTrace trace =
                attributed(
                        "cat b.txt;[ -e /@bone@ ]; (sleep 0.3; cat a.txt) & [ -e x ]; [ -e /@fone@"
                                + " ];[ -e /@btwo@ ]; sh -c 'env -i sh -c \"cat b.txt; cat c.txt\"'; ["
                                + " -e /@ftwo@ ];cat c.txt; wait");

        // Then
        assertThat(trace.intervals()).extracting(Interval::name).containsExactly("one", "two");
        assertThat(trace.intervals()).allMatch(Interval::closed);
        assertThat(reads(trace.intervals().get(0).accesses())).containsExactly("/src/a.txt");
        assertThat(reads(trace.intervals().get(1).accesses()))
                .containsExactly("/src/b.txt", "/src/c.txt");
        assertThat(reads(trace.rest())).containsExactly("/src/b.txt", "/src/c.txt");
    }

    @Test
    void theCompilerServerBelongsToNoInterval() throws Exception {
        // Given: a program of the name of .NET's own
        Files.copy(Path.of("/bin/sh"), fixture.workspace().resolve("dotnet"));

        // When
        AttributedTrace trace =
                attributed(
                        "[ -e /@bone@ ]; ./dotnet -c 'cat a.txt; (cat b.txt)' /x/VBCSCompiler.dll;"
                                + " cat c.txt; [ -e /@fone@ ]");

        // Then
        assertThat(reads(trace.intervals().get(0).accesses())).containsExactly("/src/c.txt");
        assertThat(reads(trace.rest())).containsExactly("/src/a.txt", "/src/b.txt");
    }

    @Test
    void programsThatCannotBeTracedAreNamed() throws Exception {
        // Given
        StaticProgram.write(fixture.workspace().resolve("tool"));

        // When
        AttributedTrace trace =
                attributed(
                        "[ -e /@bone@ ]; ./tool; [ -e /@fone@ ];"
                                + "[ -e /@btwo@ ]; cat a.txt; ./none; [ -e /@ftwo@ ]; /bin/true");

        // Then
        assertThat(trace.intervals().get(0).accesses().untraceable()).containsExactly("/src/tool");
        assertThat(trace.intervals().get(1).accesses().untraceable()).isEmpty();
        assertThat(trace.rest().untraceable()).isEmpty();
    }

    @Test
    void whoMakesALinkCanNotBeFollowed() throws Exception {
        // When: by other names than those that are noted
        AttributedTrace trace =
                attributed(
                        "[ -e /@bone@ ]; ln -s a.txt l; cat l; rm l; [ -e /@fone@ ];"
                                + "[ -e /@btwo@ ]; ln a.txt m; ln -s b.txt a.txt; [ -e /@ftwo@ ]");

        // Then
        assertThat(trace.intervals().get(0).accesses().untraceable())
                .singleElement()
                .asString()
                .contains("link");
        assertThat(trace.intervals().get(1).accesses().untraceable()).isEmpty();
    }

    @Test
    void connectionsAreSeen() throws Exception {
        // When
        List<Access> accesses = trace("bash -c 'exec 3<>/dev/tcp/127.0.0.1/9'");

        // Then
        assertThat(accesses)
                .filteredOn(access -> access.kind() == AccessKind.CONNECT)
                .extracting(Access::errno, access -> access.path().toString())
                .contains(tuple(REFUSED, "127.0.0.1:9"));
    }

    @Test
    void whoTakesConnectionsIsSeenWithItsPort() throws Exception {
        // When
        List<Access> accesses =
                trace(
                        "perl -MSocket -e 'socket(S,PF_INET,SOCK_STREAM,0);"
                                + "bind(S,sockaddr_in(0,INADDR_LOOPBACK));listen(S,1);"
                                + "print((sockaddr_in(getsockname(S)))[0])' > port");

        // Then
        String port = Files.readString(fixture.workspace().resolve("port"));
        assertThat(port).matches("[1-9]\\d+");
        assertThat(accesses)
                .filteredOn(access -> access.kind() == AccessKind.SERVE)
                .extracting(access -> access.path().toString())
                .containsOnly("127.0.0.1:" + port);
    }

    @Test
    void aTraceThatWasCutOrEmptiedIsNotTrusted() throws Exception {
        // When
        SandboxPlan emptied = fixture.traced();
        fixture.run(emptied, "cat a.txt; : > /trace/records; cat b.txt");
        SandboxPlan cut = fixture.traced();
        fixture.run(cut, "cat a.txt");
        Path file = cut.trace().orElseThrow();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));

        // Then
        assertThat(TraceFile.read(emptied.trace().orElseThrow(), access -> {})).isPresent();
        assertThat(TraceFile.read(file, access -> {})).contains("its last record is cut");
    }

    @Test
    void aRecordThatCouldNotBeWrittenIsNoticed() throws Exception {
        // Given a trace that can't be opened for writing
        SandboxPlan plan = fixture.traced();
        Path file = plan.trace().orElseThrow();
        Files.delete(file);
        Files.createDirectory(file);

        // When
        Exit exit = fixture.run(plan, "cat a.txt");

        // Then
        Files.delete(file);
        Files.createFile(file);
        assertThat(exit.success()).isTrue();
        assertThat(TraceFile.read(file, access -> {}))
                .contains("the tracer could not write all of it");
    }

    @Test
    void programsBehaveAsWithoutATrace() throws Exception {
        // Given
        String script =
                "cat none; echo $?; cat a.txt > out; cat out; ls -1; sh -c 'exit 7'; echo $?;"
                        + "perl -e 'exec \"/none\"; print $!, \"\\n\"';"
                        + "perl -e 'open F, \"<\", \"a.txt\"; print fileno(F), \"\\n\"';"
                        + "rm -r nothing; mkdir a.txt; cd /none; echo end";

        // When
        fixture.run(fixture.plan(), script);
        List<String> plain = List.copyOf(fixture.lines());
        fixture.run(fixture.traced(), "rm -f out;" + script);

        // Then
        assertThat(fixture.lines()).isEqualTo(plain);
    }

    private List<Access> trace(String script) throws Exception {
        SandboxPlan plan = fixture.traced();
        fixture.run(plan, script);
        List<Access> accesses = new ArrayList<>();
        Optional<String> damage = TraceFile.read(plan.trace().orElseThrow(), accesses::add);
        assertThat(damage).as("%s", fixture.lines()).isEmpty();
        return accesses;
    }

    private AttributedTrace attributed(String script) throws Exception {
        SandboxPlan plan = fixture.traced();
        fixture.run(plan, script);
        AttributedTrace trace =
                AttributedTrace.read(plan.trace().orElseThrow(), Program::isCompilerServer);
        assertThat(trace.damage()).as("%s", fixture.lines()).isEmpty();
        return trace;
    }

    private static List<String> reads(Accesses accesses) {
        return accesses.list().stream()
                .filter(access -> access.kind() == AccessKind.READ)
                .map(access -> access.path().toString())
                .filter(path -> path.startsWith("/src/"))
                .toList();
    }
}
