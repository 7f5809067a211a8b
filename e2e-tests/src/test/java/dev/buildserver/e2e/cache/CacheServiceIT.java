package dev.buildserver.e2e.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.e2e.source.SampleRepository;
import dev.buildserver.e2e.stack.Api;
import dev.buildserver.e2e.stack.RunningStack;
import dev.buildserver.e2e.stack.Stack;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one agent built, others take from the cache service; and what becomes of builds without. */
@ExtendWith(RunningStack.class)
@ResourceLock(RunningStack.ALL_AGENTS)
@TestInstance(Lifecycle.PER_CLASS)
@Order(RunningStack.LATE)
class CacheServiceIT {
    private static final String LIB = "Lib/Lib.csproj";
    private static final String APP = "App/App.csproj";
    private static final String MAIN = "refs/heads/main";

    /** One for each test: of {@link #aBlobThatIsNotAsItWasIsAMissAndHealed} there are three. */
    private static final int TESTS = 9;

    private final Deque<Built> unused = new ArrayDeque<>();
    private Stack stack;
    private Api api;
    private CacheParts parts;
    private SampleRepository repository;
    private String project;
    private String first;
    private List<String> hashes;

    /** A solution with contents of its own, and its first build. */
    private record Built(String project, SampleRepository repository, String build) {}

    /** Built by one agent, stored, and forgotten by all agents. */
    @BeforeAll
    void buildOnce(Stack stack, Api api) {
        this.stack = stack;
        this.api = api;
        parts = new CacheParts(stack);
        for (int i = 0; i < TESTS; i++) {
            project = "Shared-" + UUID.randomUUID();
            repository = SmallSolution.create(stack);
            unused.add(new Built(project, repository, submit(MAIN)));
        }
        unused.forEach(one -> api.awaitStatus(one.build(), "Succeeded"));
        stack.awaitUploads();
        parts.forgetOnAgents();
    }

    @BeforeEach
    void takeOne() {
        Built built = unused.remove();
        project = built.project();
        repository = built.repository();
        first = built.build();
        assertThat(outcomes(first)).isEqualTo(Map.of(LIB, "Miss", APP, "Miss"));
        hashes = hashes(first);
        parts.awaitService();
    }

    @Test
    void whatOneAgentBuiltAnotherTakes() {
        // When
        String second = build(MAIN);
        // Then
        assertThat(outcomes(second)).isEqualTo(Map.of(LIB, "Hit", APP, "Hit"));
        assertThat(restore(second)).as(report(second).prettify()).isEqualTo("Hit");
        assertThat(hashes(second)).isEqualTo(hashes);
        assertThat(degraded(second)).isNull();
        // And though nothing of what is stored is on record any more
        parts.forgetOnAgents();
        parts.loseRedis();
        assertThat(outcomes(build(MAIN))).isEqualTo(Map.of(LIB, "Hit", APP, "Hit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "flipped", "truncated"})
    void aBlobThatIsNotAsItWasIsAMissAndHealed(String how) throws IOException {
        // Given: nobody has read it, so it is nowhere in memory
        String assembly = artifact(first, "Lib.dll");
        damage(parts.blob(assembly), how);
        // When
        String second = build(MAIN);
        // Then
        assertThat(outcomes(second)).containsEntry(LIB, "Miss");
        assertThat(hashes(second)).isEqualTo(hashes);
        assertThat(api.log(second)).contains("lacks contents of");
        assertThat(degraded(second)).isNull();
        // And
        parts.awaitBlob(assembly);
        parts.forgetOnAgents();
        assertThat(outcomes(build(MAIN))).isEqualTo(Map.of(LIB, "Hit", APP, "Hit"));
    }

    @Test
    void aSilentServiceHoldsNoBuildUp() throws Exception {
        // Given
        long pid = stack.pids("cache").get(0);
        signal("STOP", pid);
        try {
            // When
            String build = build(MAIN);
            // Then
            assertThat(outcomes(build)).isEqualTo(Map.of(LIB, "Miss", APP, "Miss"));
            assertThat(hashes(build)).isEqualTo(hashes);
            assertThat(degraded(build)).contains("cache service is not used");
            assertThat(api.log(build)).contains("Cache degraded");
        } finally {
            signal("CONT", pid);
        }
    }

    @Test
    void aServiceThatIsTooBusyHoldsNoBuildUp() throws IOException {
        try (BusyService busy = BusyService.insteadOf(stack)) {
            // When
            String build = build(MAIN);
            // Then
            assertThat(outcomes(build)).isEqualTo(Map.of(LIB, "Miss", APP, "Miss"));
            assertThat(hashes(build)).isEqualTo(hashes);
            assertThat(degraded(build)).contains("cache service is not used", "503");
            assertThat(api.log(build)).contains("Cache degraded");
            assertThat(busy.requests()).isPositive();
        }
        // And when it is back
        parts.awaitService();
        parts.forgetOnAgents();
        assertThat(outcomes(build(MAIN))).isEqualTo(Map.of(LIB, "Hit", APP, "Hit"));
    }

    @Test
    void aServiceThatDiesInTheMiddleFailsNoBuild() {
        // Given
        repository.change(Map.of("Lib/Lib.cs", SmallSolution.source("Lib", 2)));
        String build = submit(MAIN);
        api.awaitStage(build, "Restoring");
        // When
        ProcessHandle.of(stack.pids("cache").get(0)).orElseThrow().destroyForcibly();
        // Then
        api.awaitStatus(build, "Succeeded");
        assertThat(outcomes(build)).containsOnlyKeys(LIB, APP);
    }

    @Test
    void twoAgentsMayBuildTheSameAtOnce() {
        // Given
        repository.change(Map.of("Lib/Lib.cs", SmallSolution.source("Lib", 3)));
        // When
        String one = submit(MAIN);
        String other = submit(MAIN);
        api.awaitStatus(one, "Succeeded");
        api.awaitStatus(other, "Succeeded");
        // Then
        assertThat(hashes(one)).isEqualTo(hashes(other));
        stack.awaitUploads();
        parts.forgetOnAgents();
        assertThat(outcomes(build(MAIN))).isEqualTo(Map.of(LIB, "Hit", APP, "Hit"));
    }

    @Test
    void aPullRequestTakesItsTargetsAndGivesNothing() {
        // Given: a pull request that changes the application
        repository.change(Map.of("App/App.cs", SmallSolution.source("App", 2)));
        repository.point("refs/pull/1/head");
        repository.point("refs/pull/2/head");
        // When
        String pull = build("refs/pull/1/head");
        // Then
        assertThat(outcomes(pull)).isEqualTo(Map.of(LIB, "Hit", APP, "Miss"));
        assertThat(restore(pull)).as(report(pull).prettify()).isEqualTo("Hit");
        stack.awaitUploads();
        parts.forgetOnAgents();
        assertThat(outcomes(build("refs/pull/1/head"))).isEqualTo(Map.of(LIB, "Hit", APP, "Hit"));
        assertThat(outcomes(build("refs/pull/2/head"))).containsEntry(APP, "Miss");
        assertThat(outcomes(build(MAIN))).isEqualTo(Map.of(LIB, "Hit", APP, "Miss"));
    }

    private String submit(String ref) {
        Map<String, Object> job = Api.job(project, repository.url(), SmallSolution.PATH);
        job.put("gitRef", ref);
        job.put("runTests", false);
        job.put("createPackages", false);
        return api.submit(job, Map.of("strategy", "Cached"));
    }

    private String build(String ref) {
        String build = submit(ref);
        api.awaitStatus(build, "Succeeded");
        return build;
    }

    private Map<String, String> outcomes(String build) {
        Map<String, String> outcomes = new HashMap<>();
        List<Map<String, String>> projects = report(build).getList("projects");
        projects.forEach(one -> outcomes.put(one.get("project"), one.get("outcome")));
        return outcomes;
    }

    private String restore(String build) {
        return report(build).getString("restore.outcome");
    }

    private String degraded(String build) {
        return report(build).getString("degraded");
    }

    private JsonPath report(String build) {
        return api.developer()
                .get("/api/v1/builds/" + build + "/cache")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private List<String> hashes(String build) {
        return api.artifacts(build).getList("artifacts.sha256Hash");
    }

    private String artifact(String build, String name) {
        return api.artifacts(build)
                .getString("artifacts.find { it.name == '" + name + "' }.sha256Hash");
    }

    private static void damage(Path blob, String how) throws IOException {
        byte[] content = Files.readAllBytes(blob);
        switch (how) {
            case "gone" -> Files.delete(blob);
            case "truncated" -> Files.write(blob, new byte[] {content[0], content[1], content[2]});
            default -> {
                content[content.length / 2] ^= 1;
                Files.write(blob, content);
            }
        }
    }

    private static void signal(String name, long pid) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }
}
