package dev.buildserver.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.e2e.source.SampleRepository;
import dev.buildserver.e2e.stack.Api;
import dev.buildserver.e2e.stack.RunningStack;
import dev.buildserver.e2e.stack.Stack;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes die; builds don't. */
@ExtendWith(RunningStack.class)
@ResourceLock(RunningStack.ALL_AGENTS)
@Order(RunningStack.LATE)
class FaultIT {
    private static final Map<String, Object> CLEAN = Map.of("strategy", "Clean");
    private static final Map<String, Object> INCREMENTAL = Map.of("strategy", "Incremental");

    private static First first;

    /** What was built before any service ended. */
    private record First(Map<String, Object> job, String build, List<String> hashes, String log) {}

    @BeforeAll
    static void buildOnce(Stack stack, Api api) {
        SampleRepository repository = SampleRepository.of(stack, "greeter");
        Map<String, Object> job = Api.job("Restarts", repository.url(), "Greeter.sln");
        String build = api.submit(job, CLEAN);
        api.awaitStatus(build, "Succeeded");
        List<String> hashes = api.artifacts(build).getList("artifacts.sha256Hash");
        first = new First(job, build, hashes, api.log(build));
    }

    @Test
    void aLostAgentsBuildEndsOnceOnTheOther(Stack stack, Api api) {
        // Given
        SampleRepository repository = SampleRepository.of(stack, "storefront");
        Map<String, Object> job = Api.job("Survivor", repository.url(), "Storefront.sln");
        job.put("runTests", false);
        job.put("createPackages", false);
        String id = api.submit(job, CLEAN);
        api.awaitStage(id, "Building");
        String agent = api.build(id).getString("attempts[0].agentId");
        // When
        long pid = stack.pids(agent).get(0);
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        // Then
        JsonPath build = api.awaitStatus(id, "Succeeded");
        assertThat(build.getList("attempts.outcome", String.class))
                .containsExactly("Lost", "Accepted");
        assertThat(build.getList("attempts.agentId", String.class)).doesNotHaveDuplicates();
        assertThat(api.artifacts(id).getList("artifacts")).isNotEmpty();
        awaitAgents(api, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "orchestrator", "artifact", "cache"})
    void aServiceRestartsBetweenTwoBuildsAndNothingIsLost(String service, Stack stack, Api api) {
        // When
        long pid = stack.pids(service).get(0);
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> stack.pids(service).get(0) != pid && healthy(api, first.build()));
        // Then
        assertThat(api.artifacts(first.build()).getList("artifacts.sha256Hash"))
                .isEqualTo(first.hashes());
        assertThat(api.log(first.build())).isEqualTo(first.log());
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .untilAsserted(
                        () ->
                                assertThat(api.post(second(), INCREMENTAL).statusCode())
                                        .isEqualTo(202));
        String id =
                api.developer()
                        .get("/api/v1/builds?limit=1")
                        .jsonPath()
                        .getString("builds[0].executionId");
        api.awaitStatus(id, "Succeeded");
    }

    /** The same once more; its tests have been run. */
    private static Map<String, Object> second() {
        Map<String, Object> job = new HashMap<>(first.job());
        job.put("runTests", false);
        return job;
    }

    private static boolean healthy(Api api, String build) {
        return api.developer().get("/api/v1/builds?limit=1").statusCode() == 200
                && api.developer().get("/api/v1/agents").statusCode() == 200
                && api.developer().get("/api/v1/builds/" + build + "/artifacts").statusCode()
                        == 200;
    }

    private static void awaitAgents(Api api, int count) {
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(
                        () ->
                                api.developer()
                                                .get("/api/v1/agents")
                                                .jsonPath()
                                                .getList("agents.findAll { it.status == 'Idle' }")
                                                .size()
                                        >= count);
    }
}
