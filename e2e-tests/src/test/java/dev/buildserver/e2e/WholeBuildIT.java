package dev.buildserver.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.e2e.source.SampleRepository;
import dev.buildserver.e2e.stack.Api;
import dev.buildserver.e2e.stack.RunningStack;
import dev.buildserver.e2e.stack.Stack;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** A solution that was built with the cache once, with tests, packages and apps. */
@ExtendWith(RunningStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class WholeBuildIT {
    private static final String FILE = "src/Greeter/Greeting.cs";

    private Api api;
    private SampleRepository repository;
    private String first;

    @BeforeAll
    void buildOnce(Stack stack, Api api) {
        this.api = api;
        repository = SampleRepository.of(stack, "greeter");
        first = build();
        assertThat(cache(first).getString("whole.outcome")).isEqualTo("Miss");
    }

    @Test
    void theSameCommitIsNotBuiltAgain() {
        // When
        String id = build();

        // Then
        assertThat(cache(id).getString("whole.outcome")).isEqualTo("Hit");
        assertThat(cache(id).getList("projects.outcome")).isNotEmpty().containsOnly("Hit");
        JsonPath build = api.build(id);
        assertThat(build.getList("stages.status", String.class))
                .containsExactly(
                        "Succeeded", "Skipped", "Skipped", "Skipped", "Skipped", "Succeeded");
        assertThat(build.getString("stages.find { it.name == 'Test' }.message"))
                .contains("Not run", api.build(first).getString("commit"));
        assertThat(build.getInt("testResults.cached"))
                .isPositive()
                .isEqualTo(build.getInt("testResults.total"));
        assertThat(artifacts(id)).isEqualTo(artifacts(first)).hasSizeGreaterThan(3);
    }

    @Test
    void aTreeThatComesBackIsKnown() {
        // Given
        String text = repository.read(FILE);
        String changed = text.replace("Hello", "Good day");
        repository.change(Map.of(FILE, changed, "tests/Greeter.Tests/GreetingTests.cs", tests()));
        String other = build();
        repository.change(
                Map.of(
                        FILE,
                        text,
                        "tests/Greeter.Tests/GreetingTests.cs",
                        tests().replace("Good day", "Hello")));

        // When
        String id = build();

        // Then
        assertThat(cache(other).getString("whole.outcome")).isEqualTo("Miss");
        assertThat(artifacts(other)).isNotEqualTo(artifacts(first));
        assertThat(cache(id).getString("whole.outcome")).isEqualTo("Hit");
        assertThat(api.build(id).getString("commit")).isEqualTo(repository.head());
        assertThat(artifacts(id)).isEqualTo(artifacts(first));
    }

    private String tests() {
        return repository.read("tests/Greeter.Tests/GreetingTests.cs").replace("Hello", "Good day");
    }

    private String build() {
        Map<String, Object> job = Api.job("Whole", repository.url(), "Greeter.sln");
        job.put("createPackages", true);
        job.put("outputManifest", true);
        String id = api.submit(job, Map.of("strategy", "Cached", "targetPool", "linux"));
        api.awaitStatus(id, "Succeeded");
        return id;
    }

    private JsonPath cache(String id) {
        return api.developer()
                .get("/api/v1/builds/" + id + "/cache")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private Map<String, String> artifacts(String id) {
        Map<String, String> hashes = new TreeMap<>();
        api.artifacts(id)
                .<Map<String, Object>>getList("artifacts")
                .forEach(a -> hashes.put((String) a.get("path"), (String) a.get("sha256Hash")));
        return hashes;
    }
}
