package dev.buildserver.gateway.submission;

import static dev.buildserver.gateway.submission.ExampleRequests.DEVELOPER;
import static dev.buildserver.gateway.submission.ExampleRequests.job;
import static dev.buildserver.gateway.submission.ExampleRequests.parse;
import static dev.buildserver.gateway.submission.ExampleRequests.refused;
import static dev.buildserver.gateway.submission.ExampleRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a submission as a whole: a build to submit, or all that is wrong at once. */
class SubmissionReaderTest {
    private final SubmissionReader reader = ExampleRequests.reader();

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
}
