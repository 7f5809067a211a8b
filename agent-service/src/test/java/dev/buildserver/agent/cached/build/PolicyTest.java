package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code App → Lib → Core}, and {@code Other} alone. */
class PolicyTest {
    private final Projects projects =
            new Projects().add("Core").add("Lib", "Core").add("App", "Lib").add("Other");

    @Test
    void aQuarantineCoversWhatIsBuiltOnIt() {
        // Given
        Policy policy = new Policy(Map.of(Projects.path("Lib"), "it differs"), Map.of(), Map.of());

        // Then
        assertThat(policy.quarantine(projects.get("Core"))).isEmpty();
        assertThat(policy.quarantine(projects.get("Other"))).isEmpty();
        assertThat(policy.quarantine(projects.get("Lib"))).contains("quarantined: it differs");
        assertThat(policy.quarantine(projects.get("App")))
                .contains("it is built on " + Projects.path("Lib") + ", which is quarantined");
    }

    @Test
    void aProjectThatLosesIsLeftOutAlone() {
        // Given
        Policy policy = new Policy(Map.of(), Map.of(Projects.path("Lib"), "it loses"), Map.of());

        // Then
        assertThat(policy.loss(projects.get("Lib"))).contains("it loses");
        assertThat(policy.loss(projects.get("App"))).isEmpty();
    }

    @Test
    void theEpochOfALiftedQuarantineIsInTheKeysOfTheProjectAndOfWhatIsBuiltOnIt() {
        // Given
        Policy policy = new Policy(Map.of(), Map.of(), Map.of(Projects.path("Lib"), "e1"));
        String line = "epoch " + Projects.path("Lib") + " e1";

        // Then
        assertThat(policy.linesFor(projects.get("Core"))).isEmpty();
        assertThat(policy.linesFor(projects.get("Lib"))).containsExactly(line);
        assertThat(policy.linesFor(projects.get("App"))).containsExactly(line);
        assertThat(policy.quarantine(projects.get("Lib"))).isEmpty();
    }
}
