package dev.buildserver.orchestrator.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentCredentialTest {
    @ParameterizedTest
    @CsvSource({
        "agent-1,Linux,true",
        "agent-1,linux,true",
        "agent-1,,true",
        "agent-1,Windows,false",
        "agent-2,Linux,false",
        "pool:Linux,Linux,true",
        "pool:Linux,,false",
        "pool:Linux,Windows,false",
        "pool:Windows,Linux,false",
        "pool:Windows,Windows,false"
    })
    void speaksForItsAgentsAlone(String subject, String pool, boolean speaks) {
        // Given
        AgentCredential credential = new AgentCredential(subject, Optional.ofNullable(pool));
        // Then
        assertThat(credential.speaksFor("agent-1", "Linux")).isEqualTo(speaks);
    }
}
