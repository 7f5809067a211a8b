package dev.buildserver.agent.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.buildserver.agent.process.Exit;
import dev.buildserver.agent.sandbox.SandboxPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** To whom accesses belong, what can't be traced, and traces that are damaged. */
class TracerIT extends TracedShell {
    private static final int REFUSED = 111;

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

    @Test
    void environmentsAreThoseWithoutATrace() throws Exception {
        // Given: one's own, children's, emptied, and with another library that is preloaded
        String script =
                "env | sort; export -p; sh -c 'env | sort'; env -i FOO=1 env; LD_PRELOAD= env | sort;"
                        + "LD_PRELOAD=libdl.so.2 env | sort;"
                        + "! command -v mawk || LD_PRELOAD=libdl.so.2 mawk 'BEGIN { system(\"env | sort\") }';"
                        + "LD_PRELOAD=libdl.so.2 sh -c 'sh -c \"env | sort\"';"
                        + "perl -e 'system \"env | sort\"; print map {\"$_=$ENV{$_}\\n\"} sort keys %ENV'";

        // When
        fixture.run(fixture.plan(), script);
        List<String> plain = List.copyOf(fixture.lines());
        fixture.run(fixture.traced(), script);

        // Then
        assertThat(fixture.lines()).isEqualTo(plain).contains("LD_PRELOAD=libdl.so.2", "FOO=1");
    }

    @Test
    void whoDoesNotSeeTheTracerIsTracedAllTheSame() throws Exception {
        // When
        AttributedTrace trace =
                attributed(
                        "env -i cat a.txt; unset LD_PRELOAD BUILDSERVER_TRACE; sh -c 'sh -c \"cat b.txt\"';"
                                + "perl -e '%ENV = (); system \"/bin/cat\", \"c.txt\"'");

        // Then
        assertThat(reads(trace.rest())).contains("/src/a.txt", "/src/b.txt", "/src/c.txt");
        assertThat(trace.rest().untraceable()).isEmpty();
    }

    private static List<String> reads(Accesses accesses) {
        return accesses.list().stream()
                .filter(access -> access.kind() == AccessKind.READ)
                .map(access -> access.path().toString())
                .filter(path -> path.startsWith("/src/"))
                .toList();
    }
}
