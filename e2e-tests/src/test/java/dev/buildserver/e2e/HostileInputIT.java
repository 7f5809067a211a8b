package dev.buildserver.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.e2e.stack.Api;
import dev.buildserver.e2e.stack.RunningStack;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong and hostile requests get a clear answer, and leave nothing behind. */
@ExtendWith(RunningStack.class)
class HostileInputIT {
    private static final String GOOD = "https://git.example.com/org/app.git";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{\"job\":[]}",
                "{\"job\":{\"projectName\":7}}",
                "{\"job\":{},\"job\":{}}",
                "{\"job\":{\"runTests\":\"maybe\"}}",
                "\u0000"
            })
    void bodiesThatAreNoRequest(String body, Api api) {
        Response response =
                api.developer().contentType(ContentType.JSON).body(body).post("/api/v1/builds");
        assertRefused(response, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc",
                "file:///etc/passwd",
                "/etc",
                "ext::sh -c id",
                "--upload-pack=id",
                "ssh://-oProxyCommand=id/x",
                "http://user:secret@git.example.com/x",
                "http://169.254.169.254/latest",
                "ftp://git.example.com/x",
                "javascript:alert(1)",
                "http://",
                "https://git.example.com/a\nb"
            })
    void repositoriesThatMustNotBeFetched(String url, Api api) {
        assertRefused(api.post(Api.job("Hostile", url, "A.sln"), Map.of()), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../A.sln",
                "a/../../A.sln",
                "/A.sln",
                "A.txt",
                "-A.sln",
                "a\u0000.sln",
                "..\\A.sln",
                ""
            })
    void solutionsOutsideOfTheRepository(String path, Api api) {
        assertRefused(api.post(Api.job("Hostile", GOOD, path), Map.of()), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--upload-pack=id", "a..b", "a b", "refs/heads/", "a\u007f", "@{-1}"})
    void refsThatAreNone(String ref, Api api) {
        Map<String, Object> job = Api.job("Hostile", GOOD, "A.sln");
        job.put("gitRef", ref);
        assertRefused(api.post(job, Map.of()), 400);
    }

    @Test
    void aMegabyteInOneField(Api api) {
        Response response = api.post(Api.job("x".repeat(1 << 20), GOOD, "A.sln"), Map.of());
        assertThat(response.statusCode()).isIn(400, 413);
        assertRefused(response, response.statusCode());
    }

    @Test
    void aHundredThousandProperties(Api api) {
        // Given
        Map<String, String> properties = new HashMap<>();
        IntStream.range(0, 100_000).forEach(i -> properties.put("P" + i, "v"));
        Map<String, Object> job = Api.job("Hostile", GOOD, "A.sln");
        job.put("buildProperties", properties);
        // When
        Response response = api.post(job, Map.of());
        // Then
        assertThat(response.statusCode()).isIn(400, 413);
    }

    @Test
    void everyMistakeIsNamedAtOnce(Api api) {
        // Given
        Map<String, Object> job = Api.job("", "nonsense", "../x");
        job.put("timeoutMinutes", -1);
        job.put("unknownField", 1);
        job.put("jobId", "x");
        // When
        Response response =
                api.post(
                        job, Map.of("strategy", "Magic", "priority", "Utmost", "executionId", "x"));
        // Then
        assertRefused(response, 400);
        assertThat(response.jsonPath().getList("violations.field", String.class))
                .contains(
                        "job.projectName",
                        "job.repositoryUrl",
                        "job.solutionPath",
                        "job.timeoutMinutes",
                        "job.unknownField",
                        "job.jobId",
                        "strategy",
                        "priority",
                        "executionId");
    }

    @Test
    void aStrategyThatIsNotThereYet(Api api) {
        Response response =
                api.post(Api.job("Hostile", GOOD, "A.sln"), Map.of("strategy", "Distributed"));
        assertRefused(response, 422);
    }

    @Test
    void nothingOfItWasQueued(Api api) {
        List<String> projects =
                api.developer()
                        .get("/api/v1/builds?limit=200")
                        .jsonPath()
                        .getList("builds.projectName", String.class);
        assertThat(projects).doesNotContain("Hostile");
    }

    private static void assertRefused(Response response, int status) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.jsonPath().getString("code")).isNotBlank();
        assertThat(response.jsonPath().getInt("status")).isEqualTo(status);
    }
}
