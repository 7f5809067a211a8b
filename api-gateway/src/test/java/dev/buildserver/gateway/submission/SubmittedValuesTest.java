package dev.buildserver.gateway.submission;

import static dev.buildserver.gateway.submission.ExampleRequests.DEVELOPER;
import static dev.buildserver.gateway.submission.ExampleRequests.job;
import static dev.buildserver.gateway.submission.ExampleRequests.parse;
import static dev.buildserver.gateway.submission.ExampleRequests.refused;
import static dev.buildserver.gateway.submission.ExampleRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values the fields and maps of a submission may have. */
class SubmittedValuesTest {
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

    private static ObjectNode with(String field, String value) {
        ObjectNode request = request();
        String[] path = field.split("\\.");
        (path.length == 1 ? request : job(request)).put(path[path.length - 1], value);
        return request;
    }

    private static JsonNode node(String json) {
        return parse("{\"x\": " + json + "}").get("x");
    }
}
