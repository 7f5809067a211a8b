package dev.buildserver.gateway.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.domain.source.RepositoryPolicy;
import dev.buildserver.gateway.submission.SubmissionReader.Requester;
import dev.buildserver.gateway.testing.Examples;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionReaderTest {
    private static final Requester DEVELOPER =
            new Requester(Optional.of("developer@example.com"), false);
    private static final Requester MASTER = new Requester(Optional.of("m@example.com"), true);
    private static final Requester NAMELESS = new Requester(Optional.empty(), false);

    private final SubmissionReader reader =
            new SubmissionReader(new RepositoryPolicy(false, false, List.of()));

    @Test
    void theOriginalExampleIsRead() {
        SubmitBuild build = reader.read(request(), DEVELOPER);
        assertThat(build.job().targetFramework()).isEqualTo("net8.0");
        assertThat(build.job().createPackages()).isTrue();
        assertThat(build.strategy()).isEqualTo(BuildStrategy.INCREMENTAL);
        assertThat(build.priority()).isEqualTo(BuildPriority.NORMAL);
        assertThat(build.requesterEmail()).isEqualTo("developer@example.com");
    }

    @Test
    void everyFieldIsHandedOn() {
        // Given
        ObjectNode request = request();
        ObjectNode job = job(request);
        job.put("runtimeIdentifier", "linux-x64").put("timeoutMinutes", 1440);
        job.put("testFilter", "Category=Fast&FullyQualifiedName~A").put("fullHistory", true);
        job.putObject("buildProperties").put("Version", "1.2.3").put("Empty", "");
        job.putObject("metadata").put("ci/run", "42\nlines");
        job.putObject("environment").put("FEED_TOKEN", "a b=c\nd").put("_x1", "");
        request.put("targetPool", "wInDoWs").put("priority", "Critical").put("forceClean", true);
        // When
        SubmitBuild build = reader.read(request, DEVELOPER);
        // Then
        assertThat(build.job().runtimeIdentifier()).isEqualTo("linux-x64");
        assertThat(build.job().timeoutMinutes()).isEqualTo(1440);
        assertThat(build.job().testFilter()).isEqualTo("Category=Fast&FullyQualifiedName~A");
        assertThat(build.job().fullHistory()).isTrue();
        assertThat(build.job().buildProperties())
                .containsEntry("Version", "1.2.3")
                .containsEntry("Empty", "");
        assertThat(build.job().metadata()).containsEntry("ci/run", "42\nlines");
        assertThat(build.job().environment())
                .containsEntry("FEED_TOKEN", "a b=c\nd")
                .containsEntry("_x1", "");
        assertThat(build.targetPool()).isEqualTo("wInDoWs");
        assertThat(build.priority()).isEqualTo(BuildPriority.CRITICAL);
        assertThat(build.forceClean()).isTrue();
    }

    @Test
    void everyViolationIsToldAtOnce() {
        // Given
        ObjectNode request =
                parse(
                        """
                        {"job": {"jobId": "x", "createdAt": "2026-01-01T00:00:00Z",
                           "projectName": "", "repositoryUrl": "file:///etc",
                           "gitRef": "-x", "solutionPath": "../a.sln", "configuration": "a;b",
                           "targetFramework": "net 8", "platform": 64, "runtimeIdentifier": "../x",
                           "buildProperties": {"1a": "x", "ok": 7, "Configuration": "Debug"},
                           "runTests": "yes", "createPackages": 1, "publishArtifacts": null,
                           "timeoutMinutes": 1441, "metadata": [], "environment": {"PATH": "/"},
                           "testFilter": "--blame", "fullHistory": {}, "colour": "red"},
                         "executionId": "x", "createdAt": "x", "targetPool": "a b",
                         "strategy": "incremental", "priority": "Urgent", "forceClean": "no",
                         "requesterEmail": "nobody", "shoeSize": 44}
                        """);
        // When
        BuildServerException e = refused(request, DEVELOPER);
        // Then
        assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
        assertThat(e.violations())
                .extracting(Violation::field)
                .containsExactlyInAnyOrder(
                        "executionId",
                        "createdAt",
                        "requesterEmail",
                        "job.jobId",
                        "job.createdAt",
                        "job.projectName",
                        "job.repositoryUrl",
                        "job.gitRef",
                        "job.solutionPath",
                        "job.configuration",
                        "job.targetFramework",
                        "job.platform",
                        "job.runtimeIdentifier",
                        "job.buildProperties.1a",
                        "job.buildProperties.ok",
                        "job.buildProperties.Configuration",
                        "job.runTests",
                        "job.createPackages",
                        "job.timeoutMinutes",
                        "job.metadata",
                        "job.environment.PATH",
                        "job.testFilter",
                        "job.fullHistory",
                        "job.colour",
                        "targetPool",
                        "strategy",
                        "priority",
                        "forceClean",
                        "shoeSize");
    }

    @Test
    void whatIsMissingIsToldAtOnce() {
        BuildServerException e = refused(parse("{\"job\": {}}"), DEVELOPER);
        assertThat(e.violations())
                .extracting(Violation::field)
                .containsExactlyInAnyOrder(
                        "job.projectName", "job.repositoryUrl", "job.gitRef", "job.solutionPath");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"job\": null}", "{\"job\": []}", "{\"job\": \"x\"}"})
    void aJobIsNeeded(String request) {
        assertThat(refused(parse(request), DEVELOPER).violations())
                .extracting(Violation::field)
                .contains("job");
    }

    @Test
    void aChoiceNamesWhatIsAllowed() {
        // Given
        ObjectNode request = request();
        request.put("strategy", "Fast");
        // When
        BuildServerException e = refused(request, DEVELOPER);
        // Then
        assertThat(e.violations().get(0).message())
                .isEqualTo("must be one of Incremental, Clean, Distributed, Cached, Canary");
    }

    @ParameterizedTest
    @CsvSource({
        "job.projectName, ' x'",
        "job.projectName, '-x'",
        "job.projectName, 'x '",
        "job.projectName, 'a/b'",
        "job.projectName, '../x'",
        "job.gitRef, 'a b'",
        "job.gitRef, 'a..b'",
        "job.solutionPath, '/a.sln'",
        "job.solutionPath, 'C:\\a.sln'",
        "job.solutionPath, 'a/../b.sln'",
        "job.solutionPath, '..\\b.sln'",
        "job.solutionPath, '-x.sln'",
        "job.solutionPath, '@x.sln'",
        "job.solutionPath, 'a//b.sln'",
        "job.solutionPath, 'a.txt'",
        "job.solutionPath, 'a'",
        "job.solutionPath, './-x.sln'",
        "job.configuration, 'Release;X=1'",
        "job.configuration, 'Release\"'",
        "job.configuration, '-c'",
        "job.platform, 'x64,x86'",
        "job.targetFramework, 'net8.0;net9.0'",
        "job.targetFramework, '-f'",
        "job.runtimeIdentifier, 'linux x64'",
        "job.repositoryUrl, 'ext::sh -c id'",
        "job.repositoryUrl, '--upload-pack=id'",
        "job.repositoryUrl, 'http://127.0.0.1/x'",
        "job.repositoryUrl, 'http://169.254.169.254/x'",
        "job.repositoryUrl, 'https://u:p@example.org/x'",
        "job.testFilter, '@x'",
        "job.requesterEmail, 'a@b@c'",
        "targetPool, '../x'",
        "priority, 'normal'"
    })
    void aWrongTextIsRefused(String field, String value) {
        assertThat(refused(with(field, value), DEVELOPER).violations())
                .extracting(Violation::field)
                .containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "job.projectName",
                "job.repositoryUrl",
                "job.gitRef",
                "job.solutionPath",
                "job.configuration",
                "job.targetFramework",
                "job.platform",
                "job.runtimeIdentifier",
                "job.testFilter",
                "targetPool",
                "strategy",
                "priority"
            })
    void noFieldTakesControlCharactersBrokenUnicodeOrNovels(String field) {
        for (String bad :
                List.of("a\u0000b", "a\nb", "a\u001bb", "\ud800", "a".repeat(5000), " ", "")) {
            assertThat(refused(with(field, bad), DEVELOPER).violations())
                    .as(field)
                    .extracting(Violation::field)
                    .containsExactly(field);
        }
    }

    @Test
    void mapsAreLimited() {
        // Given
        ObjectNode request = request();
        for (String map : List.of("buildProperties", "environment", "metadata")) {
            ObjectNode many = job(request).putObject(map);
            for (int i = 0; i < 101; i++) {
                many.put("n" + i, "v");
            }
        }
        // When
        BuildServerException e = refused(request, DEVELOPER);
        // Then
        assertThat(e.violations())
                .extracting(Violation::field)
                .containsExactlyInAnyOrder(
                        "job.buildProperties", "job.environment", "job.metadata");
    }

    @Test
    void valuesInMapsAreLimited() {
        // Given
        ObjectNode request = request();
        job(request).putObject("buildProperties").put("a", "x".repeat(4097)).put("b", "x\ny");
        job(request).putObject("environment").put("a", "x".repeat(4097)).put("b", "x\u0000y");
        job(request).putObject("metadata").put("a", "x".repeat(1025)).put("b", "\udfff");
        // When
        BuildServerException e = refused(request, DEVELOPER);
        // Then
        assertThat(e.violations()).hasSize(6);
    }

    @Test
    void propertiesThatDifferOnlyInCaseAreRefused() {
        // Given
        ObjectNode request = request();
        job(request).putObject("buildProperties").put("Version", "1").put("VERSION", "2");
        // When
        BuildServerException e = refused(request, DEVELOPER);
        // Then
        assertThat(e.violations())
                .extracting(Violation::field)
                .containsExactly("job.buildProperties.VERSION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PathMap", "pathmap", "VSTestLogger", "Platform"})
    void propertiesThatTheServerSetsAreRefused(String name) {
        // Given
        ObjectNode request = request();
        job(request).putObject("buildProperties").put(name, "x");
        // When
        BuildServerException e = refused(request, DEVELOPER);
        // Then
        assertThat(e.violations())
                .extracting(Violation::field)
                .containsExactly("job.buildProperties." + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"buildProperties", "environment"})
    void outputsOutsideOfTheCheckoutAreRefused(String member) {
        // Given
        ObjectNode request = request();
        job(request).putObject(member).put("OutputPath", "/tmp/out/").put("Other", "/tmp/x");
        // When
        BuildServerException e = refused(request, DEVELOPER);
        // Then
        assertThat(e.violations())
                .extracting(Violation::field)
                .containsExactly("job." + member + ".OutputPath");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "Path",
                "HOME",
                "LD_PRELOAD",
                "DYLD_INSERT_LIBRARIES",
                "GIT_SSH_COMMAND",
                "DOTNET_ROOT",
                "DOTNET_ROOT_X64",
                "NUGET_PACKAGES",
                "MSBuildSDKsPath",
                "BUILDSERVER_TOKEN",
                "A-B",
                "1A",
                "A=B"
            })
    void reservedAndWrongVariablesAreRefused(String name) {
        // Given
        ObjectNode request = request();
        job(request).putObject("environment").put(name, "x");
        // When
        BuildServerException e = refused(request, DEVELOPER);
        // Then
        assertThat(e.violations())
                .extracting(Violation::field)
                .containsExactly("job.environment." + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "1441", "1.5", "60.0", "1e2", "99999999999", "true", "\"60\""})
    void timeoutsAreWholeMinutesInRange(String number) {
        // Given
        ObjectNode request = request();
        job(request).set("timeoutMinutes", node(number));
        // When
        BuildServerException e = refused(request, DEVELOPER);
        // Then
        assertThat(e.violations())
                .extracting(Violation::field)
                .containsExactly("job.timeoutMinutes");
    }

    @Test
    void aFloodOfWrongFieldsGetsAShortAnswer() {
        // Given
        ObjectNode request = request();
        for (int i = 0; i < 5000; i++) {
            request.put("x".repeat(500) + i, i);
        }
        // When
        BuildServerException e = refused(request, DEVELOPER);
        // Then
        assertThat(e.violations()).hasSize(101);
        assertThat(e.violations().get(100).message()).isEqualTo("and 4900 more");
        assertThat(e.violations().get(0).field()).hasSizeLessThan(250);
    }

    @Test
    void theRequesterIsTheTokens() {
        ObjectNode request = request();
        request.remove("requesterEmail");
        job(request).remove("requesterEmail");
        assertThat(reader.read(request, DEVELOPER).requesterEmail())
                .isEqualTo("developer@example.com");
        assertThat(reader.read(request, MASTER).job().requesterEmail()).isEqualTo("m@example.com");
        assertThat(refused(request, NAMELESS).violations())
                .extracting(Violation::field)
                .containsExactly("requesterEmail");
    }

    @Test
    void onlyABuildMasterActsForOthers() {
        // Given
        ObjectNode request = request();
        request.put("requesterEmail", "other@example.com");
        job(request).put("requesterEmail", "Other@Example.com");
        // When, Then
        assertThat(reader.read(request, MASTER).requesterEmail()).isEqualTo("other@example.com");
        assertThat(reader.read(request, NAMELESS).requesterEmail()).isEqualTo("other@example.com");
        assertThat(refused(request, DEVELOPER).violations())
                .extracting(Violation::field)
                .containsExactly("requesterEmail");
    }

    @Test
    void theInnerRequesterMustAgree() {
        // Given
        ObjectNode request = request();
        job(request).put("requesterEmail", "other@example.com");
        // When
        BuildServerException e = refused(request, MASTER);
        // Then
        assertThat(e.violations())
                .extracting(Violation::field)
                .containsExactly("job.requesterEmail");
    }

    @Test
    void theDocumentedFieldsAreTheKnownOnes() {
        assertThat(unknown(BuildRequest.class, "")).isEmpty();
        assertThat(unknown(BuildRequest.JobRequest.class, "job.")).isEmpty();
    }

    /** Those of the record's fields that the reader doesn't know. */
    private List<String> unknown(Class<? extends Record> documented, String prefix) {
        String members =
                Arrays.stream(documented.getRecordComponents())
                        .map(RecordComponent::getName)
                        .map(name -> '"' + name + "\": null")
                        .collect(Collectors.joining(",", "{", "}"));
        String body = prefix.isEmpty() ? members : "{\"job\": " + members + "}";
        return refused(parse(body), DEVELOPER).violations().stream()
                .filter(violation -> violation.message().contains("not a known field"))
                .map(Violation::field)
                .toList();
    }

    private BuildServerException refused(ObjectNode request, Requester requester) {
        BuildServerException e =
                catchThrowableOfType(
                        BuildServerException.class, () -> reader.read(request, requester));
        assertThat(e).as(request.toString()).isNotNull();
        return e;
    }

    private static ObjectNode request() {
        return parse(Examples.text("request.json"));
    }

    private static ObjectNode with(String field, String value) {
        ObjectNode request = request();
        String[] path = field.split("\\.");
        (path.length == 1 ? request : job(request)).put(path[path.length - 1], value);
        return request;
    }

    private static ObjectNode job(ObjectNode request) {
        return (ObjectNode) request.get("job");
    }

    private static ObjectNode parse(String json) {
        return StrictJson.object(
                new java.io.ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), 1 << 20);
    }

    private static JsonNode node(String json) {
        return parse("{\"x\": " + json + "}").get("x");
    }
}
