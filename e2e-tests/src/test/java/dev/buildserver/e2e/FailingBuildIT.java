package dev.buildserver.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.e2e.source.SampleRepository;
import dev.buildserver.e2e.stack.Api;
import dev.buildserver.e2e.stack.RunningStack;
import dev.buildserver.e2e.stack.Stack;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Builds that fail for reasons that are the user's to mend: the status says which. */
@ExtendWith(RunningStack.class)
class FailingBuildIT {
    private static final Map<String, Object> CLEAN = Map.of("strategy", "Clean");

    @Test
    void compileErrorsAreShownAsData(Stack stack, Api api) {
        // Given
        SampleRepository repository = SampleRepository.of(stack, "broken");
        // When
        String id = api.submit(Api.job("Broken", repository.url(), "Inventory.sln"), CLEAN);
        JsonPath build = api.awaitStatus(id, "Failed");
        // Then
        assertThat(build.getString("failureReason")).isEqualTo("CompileErrors");
        assertThat(build.getInt("stages.find { it.name == 'Build' }.errorsCount")).isPositive();
        assertThat(build.getString("stages.find { it.name == 'Test' }.status"))
                .isEqualTo("Skipped");
        Map<String, Object> error = build.getMap("diagnostics.find { it.severity == 'Error' }");
        assertThat(error.get("code").toString()).startsWith("CS");
        assertThat(error.get("file").toString()).endsWith(".cs").doesNotStartWith("/");
        assertThat((Integer) error.get("line")).isPositive();
        assertThat(error.get("project").toString()).endsWith(".csproj");
        assertThat(api.log(id)).contains("ERROR: ").contains(error.get("code").toString());
        assertThat(api.artifacts(id).getList("artifacts")).isEmpty();
    }

    @Test
    void aFailingTestIsNamed(Stack stack, Api api) {
        // Given
        SampleRepository repository = SampleRepository.of(stack, "failing-test");
        // When
        String id = api.submit(Api.job("FailingTest", repository.url(), "Roman.sln"), CLEAN);
        JsonPath build = api.awaitStatus(id, "Failed");
        // Then
        assertThat(build.getString("failureReason")).isEqualTo("TestFailures");
        assertThat(build.getInt("testResults.failed")).isEqualTo(1);
        assertThat(build.getInt("testResults.passed")).isPositive();
        assertThat(build.getString("testResults.failures[0].name")).isNotBlank();
        assertThat(build.getString("testResults.failures[0].message")).isNotBlank();
        assertThat(build.getString("testResults.failures[0].stackTrace")).contains(".cs");
    }

    @Test
    void aRefThatIsNotThere(Stack stack, Api api) {
        // Given
        SampleRepository repository = SampleRepository.of(stack, "greeter");
        Map<String, Object> job = Api.job("BadRef", repository.url(), "Greeter.sln");
        job.put("gitRef", "refs/heads/nowhere");
        // When
        JsonPath build = api.awaitStatus(api.submit(job, CLEAN), "Failed");
        // Then
        assertThat(build.getString("failureReason")).isEqualTo("SourceUnavailable");
        assertThat(build.getString("errorMessage")).contains("nowhere");
    }

    @Test
    void aRepositoryThatDoesNotAnswer(Api api) throws IOException {
        // Given
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        String url = "http://127.0.0.1:" + closed + "/nobody/home.git";
        // When
        JsonPath build =
                api.awaitStatus(api.submit(Api.job("Unreachable", url, "A.sln"), CLEAN), "Failed");
        // Then
        assertThat(build.getString("failureReason")).isEqualTo("SourceUnavailable");
        assertThat(build.getString("stages.find { it.name == 'Clone' }.status"))
                .isEqualTo("Failed");
    }

    @Test
    void anSdkThatNoAgentHas(Stack stack, Api api) {
        // Given
        SampleRepository repository = SampleRepository.of(stack, "greeter");
        repository.change(Map.of("global.json", "{\"sdk\": {\"version\": \"99.0.100\"}}"));
        // When
        String id = api.submit(Api.job("NoSdk", repository.url(), "Greeter.sln"), CLEAN);
        JsonPath build = api.awaitStatus(id, "Failed");
        // Then
        assertThat(build.getString("failureReason")).isEqualTo("Unsupported");
        assertThat(build.getString("errorMessage"))
                .contains(
                        "global.json asks for .NET SDK 99.0.100 (rollForward: latestPatch)",
                        "No agent of pool Linux has SDK 99.0.100",
                        "the pool has SDK");
        assertThat(build.getList("attempts")).hasSize(1);
        assertThat(api.log(id)).contains("global.json asks for .NET SDK 99.0.100");
    }

    @Test
    void aRequirementThatNoAgentMeetsIsRefused(Stack stack, Api api) {
        // Given
        SampleRepository repository = SampleRepository.of(stack, "greeter");
        Map<String, Object> job = Api.job("NoTool", repository.url(), "Greeter.sln");
        job.put("requirements", Map.of("tools", List.of("cobol")));
        // When
        Response answer = api.post(job, CLEAN);
        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("REQUIREMENTS_UNMET");
        assertThat(answer.jsonPath().getString("detail"))
                .contains("No agent of pool Linux has tool cobol");
    }

    @Test
    void aSolutionThatIsNotThere(Stack stack, Api api) {
        // Given
        SampleRepository repository = SampleRepository.of(stack, "greeter");
        // When
        String id = api.submit(Api.job("NoSolution", repository.url(), "Other.sln"), CLEAN);
        JsonPath build = api.awaitStatus(id, "Failed");
        // Then
        assertThat(build.getString("failureReason")).isEqualTo("InvalidInput");
        assertThat(build.getString("errorMessage")).contains("Other.sln", "Greeter.sln");
    }
}
