package dev.buildserver.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.e2e.source.SampleRepository;
import dev.buildserver.e2e.stack.Api;
import dev.buildserver.e2e.stack.RunningStack;
import dev.buildserver.e2e.stack.Stack;
import dev.buildserver.e2e.stack.TraceCollector;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One build of the greeter sample that goes well, seen from every side. */
@ExtendWith(RunningStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class SuccessfulBuildIT {
    private Stack stack;
    private Api api;
    private SampleRepository repository;
    private String id;
    private JsonPath build;
    private String commit;

    @BeforeAll
    void buildOnce(Stack stack, Api api) {
        this.stack = stack;
        this.api = api;
        repository = SampleRepository.of(stack, "greeter");
        commit = repository.head();
        Map<String, Object> job = Api.job("Greeter", repository.url(), "Greeter.sln");
        job.put("createPackages", true);
        job.put("outputManifest", true);
        id = api.submit(job, Map.of("strategy", "Clean", "targetPool", "linux"));
        build = api.awaitStatus(id, "Succeeded");
    }

    @Test
    void everyStageSucceeded() {
        assertThat(build.getList("stages.name", String.class))
                .containsExactly("Clone", "Restore", "Build", "Test", "Package", "Upload");
        assertThat(build.getList("stages.status", String.class)).containsOnly("Succeeded");
        assertThat(build.getList("stages.duration", String.class))
                .allSatisfy(d -> assertThat(Duration.parse(d)).isPositive());
    }

    @Test
    void theStatusSaysWhatWasBuiltAndBy() {
        assertThat(build.getString("commit")).isEqualTo(commit);
        assertThat(build.getString("branch")).isEqualTo("main");
        assertThat(build.getString("strategy")).isEqualTo("Clean");
        assertThat(build.getString("agent.targetType")).isEqualTo("Linux");
        assertThat(Duration.parse(build.getString("duration"))).isPositive();
    }

    @Test
    void testsWereCounted() {
        assertThat(build.getInt("testResults.total")).isPositive();
        assertThat(build.getInt("testResults.failed")).isZero();
        assertThat(build.getInt("testResults.skipped")).isPositive();
        assertThat(build.getInt("testResults.passed") + build.getInt("testResults.skipped"))
                .isEqualTo(build.getInt("testResults.total"));
    }

    @Test
    void theLogHasTheSeedsFormat() {
        assertThat(api.log(id).lines())
                .isNotEmpty()
                .allMatch(
                        line ->
                                line.matches(
                                        "\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\] (INFO|WARN|ERROR): .*"));
    }

    @Test
    void theEventStreamEndsWithTheBuild() {
        // When
        Response events =
                api.developer()
                        .accept("text/event-stream")
                        .queryParam("follow", true)
                        .get("/api/v1/builds/" + id + "/logs");
        // Then
        assertThat(events.statusCode()).isEqualTo(200);
        assertThat(events.asString()).contains("event: log", "id: 1.1", "event: end");
    }

    @Test
    void everyArtifactHasTheContentThatItsHashSays() throws Exception {
        JsonPath artifacts = api.artifacts(id);
        assertThat(artifacts.getList("artifacts.name", String.class))
                .anyMatch(name -> name.endsWith(".nupkg"))
                .anyMatch(name -> name.endsWith(".zip"))
                .anyMatch(name -> name.endsWith(".trx"))
                .anyMatch(name -> name.endsWith(".dll"));
        for (Map<String, Object> artifact : artifacts.<Map<String, Object>>getList("artifacts")) {
            byte[] content = download(artifact);
            assertThat(content).hasSize(((Number) artifact.get("sizeBytes")).intValue());
            assertThat(sha256(content)).isEqualTo(artifact.get("sha256Hash"));
        }
    }

    @Test
    void theManifestTellsWhatOtherArtifactsHold() throws Exception {
        // Given
        List<Map<String, Object>> artifacts = api.artifacts(id).getList("artifacts");
        Map<String, Object> manifest =
                artifacts.stream()
                        .filter(a -> a.get("kind").equals("Manifest"))
                        .findFirst()
                        .orElseThrow();
        // When
        JsonPath listed = JsonPath.from(new String(download(manifest), StandardCharsets.UTF_8));
        // Then
        Map<String, Object> hashes = new HashMap<>();
        listed.<Map<String, Object>>getList("files")
                .forEach(file -> hashes.put((String) file.get("path"), file.get("sha256")));
        assertThat(artifacts)
                .filteredOn(artifact -> artifact.get("kind").equals("Assembly"))
                .isNotEmpty()
                .allSatisfy(
                        assembly ->
                                assertThat(hashes)
                                        .containsEntry(
                                                (String) assembly.get("path"),
                                                assembly.get("sha256Hash")));
    }

    @Test
    void theDownloadedAppRuns(@TempDir Path folder) throws Exception {
        // Given
        Map<String, Object> app =
                api.artifacts(id).<Map<String, Object>>getList("artifacts").stream()
                        .filter(a -> a.get("name").toString().endsWith(".zip"))
                        .findFirst()
                        .orElseThrow();
        unzip(download(app), folder);
        Path dll;
        try (var files = Files.walk(folder)) {
            dll =
                    files.filter(f -> f.toString().endsWith(".runtimeconfig.json"))
                            .map(f -> Path.of(f.toString().replace(".runtimeconfig.json", ".dll")))
                            .findFirst()
                            .orElseThrow();
        }
        // When
        String said = Dotnet.run(stack, List.of(dll.toString(), "Ada"));
        // Then
        assertThat(said).contains("Ada");
    }

    @Test
    void partsOfADownloadCanBeAskedFor() throws Exception {
        // Given
        Map<String, Object> artifact =
                api.artifacts(id).<Map<String, Object>>getList("artifacts").get(0);
        byte[] whole = download(artifact);
        String url = artifact.get("downloadUrl").toString();
        // When
        Response part = api.developer().header("Range", "bytes=10-19").get(url);
        String etag = api.developer().head(url).header("ETag");
        Response unchanged = api.developer().header("If-None-Match", etag).get(url);
        // Then
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.asByteArray()).isEqualTo(java.util.Arrays.copyOfRange(whole, 10, 20));
        assertThat(unchanged.statusCode()).isEqualTo(304);
    }

    @Test
    void oneTraceLeadsThroughAllServices(TraceCollector traces) {
        String traceId = build.getString("traceId");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> {
                            List<TraceCollector.Span> spans = traces.trace(traceId);
                            assertThat(spans)
                                    .extracting(TraceCollector.Span::service)
                                    .contains(
                                            "api-gateway",
                                            "orchestrator-service",
                                            "agent-service",
                                            "artifact-service");
                            assertThat(spans)
                                    .anySatisfy(
                                            s ->
                                                    assertThat(s.attributes())
                                                            .containsEntry(
                                                                    "build.project", "Greeter")
                                                            .containsEntry(
                                                                    "build.configuration",
                                                                    "Release")
                                                            .containsEntry(
                                                                    "build.strategy", "Clean")
                                                            .containsEntry("build.executionId", id)
                                                            .containsEntry("build.success", "true")
                                                            .containsKey("build.duration"));
                        });
    }

    @Test
    void aChangeIsBuiltIncrementallyAndSeen() {
        // Given
        String file = "src/Greeter/Greeting.cs";
        repository.change(Map.of(file, repository.read(file).replace("Hello", "Good day")));
        Map<String, Object> job = Api.job("Greeter", repository.url(), "Greeter.sln");
        job.put("runTests", false);
        // When
        JsonPath second =
                api.awaitStatus(api.submit(job, Map.of("strategy", "Incremental")), "Succeeded");
        // Then
        assertThat(second.getInt("buildNumber")).isGreaterThan(build.getInt("buildNumber"));
        assertThat(second.getString("stages.find { it.name == 'Test' }.status"))
                .isEqualTo("Skipped");
    }

    private byte[] download(Map<String, Object> artifact) {
        Response response = api.developer().get(artifact.get("downloadUrl").toString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.asByteArray();
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private static void unzip(byte[] zip, Path folder) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                assertThat(target.startsWith(folder)).as("%s stays inside", entry).isTrue();
                if (!entry.isDirectory()) {
                    Files.createDirectories(target.getParent());
                    Files.copy(in, target);
                }
            }
        }
    }
}
