package dev.buildserver.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.e2e.source.SampleRepository;
import dev.buildserver.e2e.stack.Api;
import dev.buildserver.e2e.stack.RunningStack;
import dev.buildserver.e2e.stack.Stack;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Builds that are stopped before their end: nothing of them goes on. */
@ExtendWith(RunningStack.class)
class StoppedBuildIT {
    private static final Map<String, Object> CLEAN = Map.of("strategy", "Clean");

    @Test
    void aCancelledBuildLeavesNoProcess(Stack stack, Api api) {
        // Given
        SlowProject slow = SlowProject.create();
        SampleRepository repository = SampleRepository.ofFiles(stack, "slow", slow.files());
        String id = api.submit(Api.job("Cancelled", repository.url(), "Slow.csproj"), CLEAN);
        await().atMost(Duration.ofMinutes(1)).until(() -> !slow.sleepers().isEmpty());
        // When
        Response answer = api.as("buildmaster").post("/api/v1/builds/" + id + "/cancel");
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getString("status")).isEqualTo("Cancelling");
        await().atMost(Duration.ofSeconds(5)).until(() -> slow.sleepers().isEmpty());
        JsonPath build = api.awaitStatus(id, "Cancelled");
        assertThat(build.getString("stages.find { it.name == 'Build' }.status"))
                .isEqualTo("Cancelled");
        assertThat(api.as("buildmaster").post("/api/v1/builds/" + id + "/cancel").statusCode())
                .isEqualTo(409);
    }

    @Test
    void aQueuedBuildIsCancelledAtOnce(Stack stack, Api api) {
        // Given
        SampleRepository repository = SampleRepository.of(stack, "greeter");
        String id =
                api.submit(
                        Api.job("Waiting", repository.url(), "Greeter.sln"),
                        Map.of("targetPool", "Windows"));
        assertThat(api.build(id).getString("status")).isEqualTo("Queued");
        // When
        Response answer = api.as("buildmaster").post("/api/v1/builds/" + id + "/cancel");
        // Then
        assertThat(answer.jsonPath().getString("status")).isEqualTo("Cancelled");
        assertThat(api.build(id).getString("status")).isEqualTo("Cancelled");
    }
}
