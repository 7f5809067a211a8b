package dev.buildserver.domain.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AgentStateTest {
    @Test
    void itBuildsWhileItHoldsSomething() {
        // Given
        AgentState.Building two = new AgentState.Idle().toBuilding().toBuilding();
        // When
        AgentState.TakesWork one = two.attemptEnded();
        AgentState.Online none = one.attemptEnded();
        // Then
        assertThat(one.kind()).isEqualTo(AgentStatus.BUILDING);
        assertThat(none).isEqualTo(new AgentState.Idle());
    }

    @Test
    void whatIsHeldBackFinishesFirst() {
        // Given
        AgentState.Draining draining = new AgentState.Building(1).heldBack();
        // When
        AgentState.Online after = draining.attemptEnded();
        // Then
        assertThat(draining.kind()).isEqualTo(AgentStatus.BUILDING);
        assertThat(draining).isNotInstanceOf(AgentState.TakesWork.class);
        assertThat(after).isEqualTo(new AgentState.Maintenance());
        assertThat(after.released()).isEqualTo(new AgentState.Idle());
    }

    @Test
    void anIdleAgentHasNoAttemptToEnd() {
        assertThatThrownBy(() -> new AgentState.Idle().attemptEnded())
                .isInstanceOf(IllegalStateException.class);
    }
}
