package dev.buildserver.gateway.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.domain.source.RepositoryPolicy;
import dev.buildserver.domain.toolchain.RollForward;
import dev.buildserver.domain.toolchain.SdkRequirement;
import dev.buildserver.gateway.submission.SubmissionReader.Requester;
import dev.buildserver.gateway.testing.Examples;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementsReaderTest {
    private static final Requester DEVELOPER =
            new Requester(Optional.of("developer@example.com"), false);

    private final SubmissionReader reader =
            new SubmissionReader(new RepositoryPolicy(false, false, List.of()));

    @Test
    void withoutRequirementsAnyAgentWillDo() {
        assertThat(read("null")).isEqualTo(Requirements.NONE);
        assertThat(read("{}")).isEqualTo(Requirements.NONE);
    }

    @Test
    void everyRequirementIsHandedOn() {
        // When
        Requirements read =
                read(
                        """
                        {"sdk": "8.0.404", "rollForward": "LatestFeature", "os": "linux",
                         "architecture": "arm64", "minMemoryGB": 16, "tools": ["node", "Docker"],
                         "labels": {"gpu": "yes"}}
                        """);
        // Then
        assertThat(read)
                .isEqualTo(
                        new Requirements(
                                new SdkRequirement("8.0.404", RollForward.LATEST_FEATURE, true),
                                null,
                                "linux",
                                "arm64",
                                16_000_000_000L,
                                List.of("docker", "node"),
                                Map.of("gpu", "yes")));
    }

    @Test
    void theBeginningOfAVersionIsEnough() {
        assertThat(read("{\"sdk\": \"9\"}").sdk()).isEqualTo(SdkRequirement.of("9"));
    }

    @Test
    void everyViolationIsToldAtOnce() {
        assertThat(
                        refused(
                                """
                                {"sdk": "latest", "rollForward": "up", "os": "BeOS",
                                 "architecture": "x 64", "minMemoryGB": 0.5,
                                 "tools": ["docker", "a b", 7, null], "pinnedSdk": {},
                                 "labels": {"ok": "yes", "-x": "y", "z": 1}, "colour": "red"}
                                """))
                .containsExactlyInAnyOrder(
                        "sdk",
                        "rollForward",
                        "os",
                        "architecture",
                        "minMemoryGB",
                        "tools[1]",
                        "tools[2]",
                        "tools[3]",
                        "pinnedSdk",
                        "labels.-x",
                        "labels.z",
                        "colour");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"rollForward\": \"major\"}; rollForward",
                "{\"sdk\": \"9.0\", \"rollForward\": \"major\"}; rollForward",
                "{\"tools\": \"docker\"}; tools",
                "{\"labels\": [\"gpu\"]}; labels",
                "{\"labels\": {\"gpu\": \"\"}}; labels.gpu",
                "{\"minMemoryGB\": 0}; minMemoryGB",
                "{\"minMemoryGB\": \"16\"}; minMemoryGB",
                "{\"sdk\": 9}; sdk"
            })
    void whatCannotBeMeantIsRefused(String requirements, String field) {
        assertThat(refused(requirements)).containsExactly(field);
    }

    @Test
    void whatIsNoObjectIsRefused() {
        BuildServerException e =
                catchThrowableOfType(BuildServerException.class, () -> read("\"docker\""));
        assertThat(e.violations()).extracting(Violation::field).containsExactly("job.requirements");
    }

    private List<String> refused(String requirements) {
        BuildServerException e =
                catchThrowableOfType(BuildServerException.class, () -> read(requirements));
        return e.violations().stream()
                .map(Violation::field)
                .map(field -> field.replaceFirst("^job\\.requirements\\.", ""))
                .toList();
    }

    @Test
    void theDocumentedFieldsAreTheKnownOnes() {
        // Given
        String members =
                Arrays.stream(BuildRequest.RequirementsRequest.class.getRecordComponents())
                        .map(component -> '"' + component.getName() + "\": null")
                        .collect(Collectors.joining(",", "{", "}"));
        // Then
        assertThat(read(members)).isEqualTo(Requirements.NONE);
    }

    private Requirements read(String requirements) {
        ObjectNode request = parse(Examples.text("request.json"));
        ObjectNode parsed = parse("{\"requirements\": " + requirements + "}");
        ((ObjectNode) request.get("job")).set("requirements", parsed.get("requirements"));
        return reader.read(request, DEVELOPER).job().requirements();
    }

    private static ObjectNode parse(String json) {
        return StrictJson.object(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), 1 << 20);
    }
}
