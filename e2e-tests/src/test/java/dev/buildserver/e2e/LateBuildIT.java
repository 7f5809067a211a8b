package dev.buildserver.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.e2e.source.SampleRepository;
import dev.buildserver.e2e.stack.Api;
import dev.buildserver.e2e.stack.RunningStack;
import dev.buildserver.e2e.stack.Stack;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The shortest time-out is a minute, in which one agent sleeps and other tests use the other. */
@ExtendWith(RunningStack.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(RunningStack.ALL_AGENTS)
@Order(RunningStack.FIRST)
class LateBuildIT {
    @Test
    void aBuildThatTakesTooLongIsStopped(Stack stack, Api api) {
        // Given
        SlowProject slow = SlowProject.create();
        SampleRepository repository = SampleRepository.ofFiles(stack, "slow", slow.files());
        Map<String, Object> job = Api.job("TooSlow", repository.url(), "Slow.csproj");
        job.put("timeoutMinutes", 1);
        // When
        JsonPath build = api.awaitStatus(api.submit(job, Map.of("strategy", "Clean")), "Failed");
        // Then
        assertThat(build.getString("failureReason")).isEqualTo("Timeout");
        assertThat(slow.sleepers()).isEmpty();
    }
}
