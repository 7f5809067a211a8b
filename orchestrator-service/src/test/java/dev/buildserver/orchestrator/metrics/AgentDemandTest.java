package dev.buildserver.orchestrator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.AgentDetails.RunningJob;
import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.domain.agent.TargetType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AgentDemandTest {
    @Test
    void anIdlePoolNeedsNobody() {
        assertThat(AgentDemand.of(List.of(agent(1, 0), agent(1, 0)), 0)).isZero();
    }

    @Test
    void aQueueWithoutAgentsNeedsOneEach() {
        assertThat(AgentDemand.of(List.of(), 3)).isEqualTo(3);
    }

    @Test
    void busyAgentsStayThoughTheirSlotsAreMostlyFree() {
        List<AgentDetails> fragmented = List.of(agent(4, 1), agent(4, 1), agent(4, 1));
        assertThat(AgentDemand.of(fragmented, 0)).isEqualTo(3);
    }

    @Test
    void freeSlotsOfBusyAgentsAreUsedFirst() {
        List<AgentDetails> busy = List.of(agent(4, 1));
        assertThat(AgentDemand.of(busy, 3)).isEqualTo(1);
        assertThat(AgentDemand.of(busy, 4)).isEqualTo(2);
        assertThat(AgentDemand.of(busy, 8)).isEqualTo(3);
    }

    private static AgentDetails agent(int slots, int running) {
        return new AgentDetails(
                "agent",
                "host",
                "Linux",
                TargetType.LINUX,
                running > 0 ? AgentStatus.BUILDING : AgentStatus.IDLE,
                Collections.nCopies(running, new RunningJob(new UUID(0, 1), "App", 1)),
                null,
                new Capabilities("Linux", "x64", List.of(), List.of(), slots, 2, 1, Map.of()),
                null,
                null,
                List.of(),
                "1",
                null);
    }
}
