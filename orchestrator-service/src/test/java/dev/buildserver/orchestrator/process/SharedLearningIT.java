package dev.buildserver.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.testing.stores.SharedStores;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two services on the same stores know the same. */
class SharedLearningIT {
    private ServiceProcess first;
    private ServiceProcess second;

    @BeforeEach
    void start() {
        Map<String, String> stores = SharedStores.freshConfiguration();
        first = new ServiceProcess(stores);
        first.start();
        second = new ServiceProcess(stores);
        second.start();
    }

    @AfterEach
    void stop() {
        first.stop();
        second.stop();
    }

    @Test
    void whatOneLearnsOfDurationsTheOtherKnowsWithinSeconds() {
        // Given
        SubmitBuild submit = Requests.build(Requests.job(Requests.uniqueProject()), "Linux");
        second.use();
        UUID build = Requests.submit(submit);
        Duration before = Requests.details(build).estimatedDuration();
        // When: it takes no time
        first.use();
        TestAgent agent = TestAgent.in("Linux");
        TestAgent.result(agent.lease(), TestAgent.succeeded(0)).then().statusCode(200);
        // Then
        assertThat(before).isEqualTo(Duration.ofMinutes(5));
        second.use();
        UUID next = Requests.submit(submit);
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () ->
                                assertThat(Requests.details(next).estimatedDuration())
                                        .isLessThan(Duration.ofSeconds(30)));
    }
}
