package dev.buildserver.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.standalone.service.ServiceKind;
import dev.buildserver.standalone.supervision.RestartPolicy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialSetupTest {
    private static final Map<String, String> TOLD =
            Map.of(
                    "BUILDSERVER_TRIAL_ORCHESTRATOR_PORTS", "5001, 5002",
                    "BUILDSERVER_TRIAL_ORCHESTRATOR_URL", "http://127.0.0.1:5000",
                    "BUILDSERVER_TRIAL_S3_PORT", "5003",
                    "BUILDSERVER_TRIAL_S3_URL", "http://127.0.0.1:5004",
                    "BUILDSERVER_TRIAL_RESTART_WINDOW", "PT1S");

    @Test
    void anOrdinaryStackIsAsItWas() {
        // When
        TrialSetup setup = TrialSetup.of(Map.of("PATH", "/bin"));
        // Then
        assertThat(setup).isEqualTo(TrialSetup.NONE);
        assertThat(setup.changed(ServiceKind.GATEWAY, Map.of("A", "1")))
                .containsExactly(Map.entry("A", "1"));
    }

    @Test
    void partsAreReachedThroughTheRelaysThatAreNamed() {
        // Given
        TrialSetup setup = TrialSetup.of(TOLD);
        // Then
        assertThat(setup.orchestratorPorts()).containsExactly(5001, 5002);
        assertThat(setup.s3Port()).isEqualTo(5003);
        assertThat(setup.changed(ServiceKind.GATEWAY, Map.of()))
                .containsExactly(
                        Map.entry("BUILDSERVER_GATEWAY_ORCHESTRATOR_URL", "http://127.0.0.1:5000"));
        assertThat(setup.changed(ServiceKind.AGENT, Map.of()))
                .containsExactly(
                        Map.entry("BUILDSERVER_AGENT_ORCHESTRATOR_URL", "http://127.0.0.1:5000"));
        assertThat(
                        setup.changed(
                                ServiceKind.ARTIFACT,
                                Map.of("BUILDSERVER_S3_ENDPOINT", "http://x")))
                .containsEntry("BUILDSERVER_S3_ENDPOINT", "http://127.0.0.1:5004");
        // Only who needs S3 hears of it.
        assertThat(setup.changed(ServiceKind.ARTIFACT, Map.of())).isEmpty();
    }

    @Test
    void restartsOfAShortWindowAreNeverTooMany() {
        // Then
        assertThat(TrialSetup.of(TOLD).restarts())
                .isEqualTo(
                        new RestartPolicy(
                                RestartPolicy.DEFAULT.most(),
                                Duration.ofSeconds(1),
                                RestartPolicy.DEFAULT.first()));
    }

    @Test
    void aPortThatIsNoneIsRefused() {
        assertThatThrownBy(() -> TrialSetup.of(Map.of("BUILDSERVER_TRIAL_S3_PORT", "s3")))
                .isInstanceOf(NumberFormatException.class);
    }
}
