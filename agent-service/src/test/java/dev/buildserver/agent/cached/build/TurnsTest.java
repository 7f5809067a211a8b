package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code App → Lib}, and {@code Other} and {@code Third} alone. */
class TurnsTest {
    private static final List<String> IN_USE =
            List.of("{\"message\":\"Cannot open 'x.dll', being used by another process.\"}");

    private final Projects projects =
            new Projects().add("Lib").add("App", "Lib").add("Other").add("Third");
    private Turns turns;

    @BeforeEach
    void allAreToBeBuilt() {
        projects.all().forEach(state -> state.queue("never built"));
        turns = new Turns(projects.all());
    }

    @Test
    void whatMostWaitForComesFirst() {
        assertThat(turns.next()).contains(projects.get("Lib"));
    }

    @Test
    void whatFailedForAFileInUseIsBuiltOnceMoreAndAlone() {
        // Given
        ProjectState lib = begin("Lib");
        begin("Other");
        assertThat(turns.again(lib, IN_USE)).isTrue();

        // When / Then: while others build, it waits
        assertThat(turns.next()).contains(projects.get("Third"));
        begin("Third").fail(1);
        assertThat(turns.next()).isEmpty();
        projects.get("Other").fail(1);
        assertThat(turns.next()).contains(lib);
        assertThat(turns.isAgain(lib)).isTrue();

        // And others wait while it is built
        lib.begin();
        projects.get("Other").queue("once more");
        assertThat(turns.next()).isEmpty();
        assertThat(turns.again(lib, IN_USE)).isFalse();
    }

    @Test
    void aProjectWaitsForAReferenceThatHasToBeBuiltAfterAll() {
        // Given
        begin("Lib");
        begin("Other").fail(1);
        begin("Third").fail(1);

        // When / Then
        assertThat(turns.next()).isEmpty();
        projects.get("Lib").built(1, Map.of(), Map.of());
        assertThat(turns.next()).contains(projects.get("App"));
    }

    @Test
    void anyOtherFailureIsFinal() {
        // Given
        ProjectState lib = begin("Lib");

        // When / Then
        assertThat(turns.again(lib, List.of("{\"message\":\"; expected\"}"))).isFalse();
    }

    private ProjectState begin(String name) {
        ProjectState state = projects.get(name);
        state.begin();
        return state;
    }
}
