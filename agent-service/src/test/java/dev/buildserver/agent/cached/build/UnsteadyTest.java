package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.Accesses;
import dev.buildserver.agent.trace.Interval;
import dev.buildserver.agent.trace.TracedPath;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnsteadyTest {
    @ParameterizedTest
    @ValueSource(strings = {"/usr/bin/date", "/bin/uuidgen"})
    void programsThatTellTheTimeOrDrawLotsAreNoticed(String program) {
        assertThat(unsteady(start(2, program)))
                .singleElement()
                .asString()
                .contains("runs " + program.substring(program.lastIndexOf('/') + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/src/tools/date", "/usr/bin/cat", "/usr/share/date/x"})
    void othersAreNot(String program) {
        assertThat(unsteady(start(2, program))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/usr/bin/cat,/proc/sys/kernel/random/uuid,true",
        "/usr/bin/head,/dev/urandom,true",
        "/usr/bin/cut,/proc/uptime,true",
        "/usr/bin/mktemp,/dev/urandom,false",
        "/sdk/dotnet,/dev/urandom,false",
        "/src/tools/bin/generate,/dev/urandom,false",
        "/usr/bin/cat,/proc/version,false",
        "/usr/bin/cat,/dev/null,false"
    })
    void whatAProgramReadsIsNoticed(String program, String file, boolean noticed) {
        Set<String> unsteady =
                unsteady(start(2, program), new Access(2, AccessKind.READ, 0, TracedPath.of(file)));
        assertThat(unsteady.isEmpty()).isEqualTo(!noticed);
        assertThat(unsteady).allMatch(text -> text.contains("reads " + file));
    }

    @Test
    void theProgramCountsThatTheProcessTurnedInto() {
        assertThat(
                        unsteady(
                                start(2, "/usr/bin/dash"),
                                start(2, "/sdk/dotnet"),
                                new Access(2, AccessKind.READ, 0, TracedPath.of("/dev/urandom"))))
                .isEmpty();
    }

    @Test
    void whatIsNotThereTellsNothing() {
        assertThat(
                        unsteady(
                                start(2, "/usr/bin/cat"),
                                new Access(
                                        2,
                                        AccessKind.READ,
                                        Access.NO_ENTRY,
                                        TracedPath.of("/dev/random"))))
                .isEmpty();
    }

    private static Access start(int pid, String program) {
        return new Access(pid, AccessKind.START, 0, TracedPath.of(program));
    }

    private static Set<String> unsteady(Access... accesses) {
        return Unsteady.of(new Interval("1", 1, true, new Accesses(List.of(accesses), List.of())));
    }
}
