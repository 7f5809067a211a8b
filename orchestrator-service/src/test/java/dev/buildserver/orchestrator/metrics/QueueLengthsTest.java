package dev.buildserver.orchestrator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.domain.agent.TargetType;
import dev.buildserver.domain.toolchain.SdkRequirement;
import dev.buildserver.orchestrator.metrics.WaitingTasks.Group;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueueLengthsTest {
    private static final String NINE = "nine";
    private static final String POOL = "Linux";

    @Test
    void whatNoAgentOfThePoolCanDoWaitsForNoAgent() {
        // Given
        QueueLengths lengths = lengths(agent(POOL, AgentStatus.IDLE, "8.0.404"));
        // When
        Map<String, Integer> of = lengths.of(List.of(group(POOL, "", 2), group(POOL, NINE, 3)));
        // Then
        assertThat(of).isEqualTo(Map.of(POOL, 2));
    }

    @Test
    void whatOneOfManyAgentsCanDoCountsThoughItIsBusy() {
        // Given
        QueueLengths lengths =
                lengths(
                        agent(POOL, AgentStatus.IDLE, "8.0.404"),
                        agent(POOL, AgentStatus.BUILDING, "9.0.100"));
        // Then
        assertThat(lengths.of(List.of(group(POOL, NINE, 3)))).isEqualTo(Map.of(POOL, 3));
    }

    @Test
    void newAgentsAreLikeThoseThatAreConnectedNotLikeThoseThatWere() {
        // Given
        QueueLengths lengths =
                lengths(
                        agent(POOL, AgentStatus.OFFLINE, "9.0.100"),
                        agent(POOL, AgentStatus.IDLE, "8.0.404"));
        // Then
        assertThat(lengths.of(List.of(group(POOL, NINE, 1)))).isEmpty();
    }

    @Test
    void withoutConnectedAgentsTheyAreLikeTheLastOnes() {
        // Given
        QueueLengths lengths = lengths(agent(POOL, AgentStatus.OFFLINE, "8.0.404"));
        // Then
        assertThat(lengths.of(List.of(group(POOL, "", 1), group(POOL, NINE, 4))))
                .isEqualTo(Map.of(POOL, 1));
    }

    @Test
    void ofAPoolThatNeverHadAnAgentAllCounts() {
        // Given
        QueueLengths lengths = lengths(agent("Windows", AgentStatus.IDLE, "8.0.404"));
        // Then
        assertThat(lengths.of(List.of(group(POOL, NINE, 4)))).isEqualTo(Map.of(POOL, 4));
    }

    @Test
    void limitsHoldBackAllButWhatTheyHaveRoomFor() {
        // Given
        QueueLengths lengths = lengths();
        // Then
        assertThat(lengths.of(List.of(limited(POOL, "a", 5, 2, null)))).containsEntry(POOL, 2);
        assertThat(lengths.of(List.of(limited(POOL, "a", 5, null, 3)))).containsEntry(POOL, 3);
        assertThat(lengths.of(List.of(limited(POOL, "a", 5, 0, 3)))).containsEntry(POOL, 0);
        assertThat(lengths.of(List.of(limited(POOL, "a", 5, -1, null)))).containsEntry(POOL, 0);
    }

    @Test
    void theRoomOfAProjectIsSharedByItsPools() {
        // When
        Map<String, Integer> of =
                lengths()
                        .of(
                                List.of(
                                        limited(POOL, "a", 2, 3, null),
                                        limited("Windows", "a", 2, 3, null)));
        // Then
        assertThat(of).isEqualTo(Map.of(POOL, 2, "Windows", 1));
    }

    @Test
    void theRoomOfATenantIsSharedByItsProjects() {
        // When
        Map<String, Integer> of =
                lengths().of(List.of(limited(POOL, "a", 2, 1, 2), limited(POOL, "b", 9, 5, 2)));
        // Then
        assertThat(of).isEqualTo(Map.of(POOL, 2));
    }

    @Test
    void whatNobodyServesTakesNoRoom() {
        // Given
        QueueLengths lengths = lengths(agent(POOL, AgentStatus.IDLE, "8.0.404"));
        // When
        Map<String, Integer> of =
                lengths.of(
                        List.of(
                                new Group(POOL, NINE, "t", "a", 5, 2, null),
                                limited(POOL, "a", 5, 2, null)));
        // Then
        assertThat(of).isEqualTo(Map.of(POOL, 2));
    }

    private static QueueLengths lengths(AgentDetails... agents) {
        Requirements nine =
                new Requirements(SdkRequirement.of("9.0"), null, null, null, 0, null, null);
        return new QueueLengths(
                List.of(agents), classId -> NINE.equals(classId) ? nine : Requirements.NONE);
    }

    private static Group group(String pool, String classId, int tasks) {
        return new Group(pool, classId, "t", "p", tasks, null, null);
    }

    private static Group limited(
            String pool, String project, int tasks, Integer projectRoom, Integer tenantRoom) {
        return new Group(pool, "", "t", project, tasks, projectRoom, tenantRoom);
    }

    private static AgentDetails agent(String pool, AgentStatus status, String sdk) {
        return new AgentDetails(
                "agent",
                "host",
                pool,
                TargetType.LINUX,
                status,
                List.of(),
                null,
                new Capabilities("Linux", "x64", List.of(sdk), List.of(), 1, 2, 1, Map.of()),
                null,
                null,
                List.of(),
                "1",
                null);
    }
}
