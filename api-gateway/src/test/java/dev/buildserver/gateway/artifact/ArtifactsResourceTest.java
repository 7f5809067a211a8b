package dev.buildserver.gateway.artifact;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.buildserver.gateway.testing.Samples.ARTIFACT;
import static dev.buildserver.gateway.testing.Samples.ATTEMPT;
import static dev.buildserver.gateway.testing.Samples.BUILD;
import static dev.buildserver.gateway.testing.Samples.OTHER_ATTEMPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.contract.artifact.ArtifactList;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.gateway.testing.Examples;
import dev.buildserver.gateway.testing.GatewayTest;
import dev.buildserver.gateway.testing.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ArtifactsResourceTest extends GatewayTest {
    private static final String META = "/internal/v1/artifacts/" + ARTIFACT;
    private static final String CONTENT = META + "/content";
    private static final String DOWNLOAD = "/api/v1/artifacts/" + ARTIFACT + "/download";
    private static final String ETAG = '"' + Samples.SHA256 + '"';

    @BeforeEach
    void anEndedBuildWithAnArtifact() {
        orchestrator.stubFor(
                get("/internal/v1/builds/" + BUILD).willReturn(json(Samples.succeeded())));
        artifacts.stubFor(get(META).willReturn(json(Samples.artifact(ATTEMPT))));
    }

    @Test
    void theListLooksLikeTheExample() {
        // Given
        artifacts.stubFor(
                get("/internal/v1/attempts/" + ATTEMPT + "/artifacts")
                        .willReturn(json(new ArtifactList(List.of(Samples.artifact(ATTEMPT))))));
        // When
        Response answer = asDeveloper().get("/api/v1/builds/" + BUILD + "/artifacts");
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        Examples.assertSame(answer.asString(), "artifacts.json");
    }

    @Test
    void aRunningBuildHasNone() {
        // Given
        orchestrator.stubFor(
                get("/internal/v1/builds/" + BUILD).willReturn(json(Samples.running())));
        // When
        Response answer = asDeveloper().get("/api/v1/builds/" + BUILD + "/artifacts");
        // Then
        assertThat(answer.asString()).isEqualTo("{\"artifacts\":[]}");
        assertThat(artifacts.getAllServeEvents()).isEmpty();
    }

    @Test
    void aBuildThatUploadedNothingHasNone() {
        // Given: the artifact service does not know the attempt
        artifacts.stubFor(
                get("/internal/v1/attempts/" + ATTEMPT + "/artifacts")
                        .willReturn(
                                aResponse()
                                        .withStatus(404)
                                        .withHeader("Content-Type", "application/problem+json")
                                        .withBody(
                                                "{\"status\":404,\"code\":\"ARTIFACT_NOT_FOUND\"}")));
        // When
        Response answer = asDeveloper().get("/api/v1/builds/" + BUILD + "/artifacts");
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo("{\"artifacts\":[]}");
    }

    @Test
    void theMetadataLookLikeTheExample() {
        Response answer = asDeveloper().get("/api/v1/artifacts/" + ARTIFACT);
        assertThat(answer.statusCode()).isEqualTo(200);
        Examples.assertSame(answer.asString(), "artifact.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/download"})
    void whatAnotherAttemptMadeIsNobodysToSee(String what) {
        // Given
        artifacts.stubFor(get(META).willReturn(json(Samples.artifact(OTHER_ATTEMPT))));
        // When
        Response answer = asDeveloper().get("/api/v1/artifacts/" + ARTIFACT + what);
        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("ARTIFACT_NOT_FOUND");
        artifacts.verify(0, getRequestedFor(urlEqualTo(CONTENT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/download"})
    void whatIsNotAcceptedYetIsNotVisible(String what) {
        // Given
        orchestrator.stubFor(
                get("/internal/v1/builds/" + BUILD).willReturn(json(Samples.running())));
        // When
        Response answer = asDeveloper().get("/api/v1/artifacts/" + ARTIFACT + what);
        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/download"})
    void anotherTenantsArtifactIsNotFound(String what) {
        // Given
        orchestrator.stubFor(
                get("/internal/v1/builds/" + BUILD)
                        .willReturn(problem(ErrorCode.BUILD_NOT_FOUND, "There is no build")));
        // When
        Response answer = asDeveloper().get("/api/v1/artifacts/" + ARTIFACT + what);
        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("ARTIFACT_NOT_FOUND");
    }

    @Test
    void aDownloadIsTheContent() {
        // Given
        byte[] content = new byte[5_000_000];
        new Random(1).nextBytes(content);
        artifacts.stubFor(
                get(CONTENT)
                        .willReturn(
                                aResponse()
                                        .withHeader("Content-Type", "application/octet-stream")
                                        .withHeader("Content-Length", "5000000")
                                        .withHeader("ETag", ETAG)
                                        .withHeader("Accept-Ranges", "bytes")
                                        .withHeader("Set-Cookie", "secret=1")
                                        .withHeader(
                                                "Content-Disposition",
                                                "attachment; filename=\"MyApp.nupkg\"")
                                        .withBody(content)));
        // When
        Response answer = asDeveloper().get(DOWNLOAD);
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asByteArray()).isEqualTo(content);
        assertThat(answer.header("Content-Length")).isEqualTo("5000000");
        assertThat(answer.header("ETag")).isEqualTo(ETAG);
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.header("Content-Disposition")).contains("MyApp.nupkg");
        assertThat(answer.header("Content-Security-Policy")).contains("sandbox");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Set-Cookie")).isNull();
        artifacts.verify(
                getRequestedFor(urlEqualTo(CONTENT))
                        .withHeader("Authorization", matching("Bearer .+"))
                        .withHeader("traceparent", matching("00-.+")));
    }

    @Test
    void aRangeIsPassedThrough() {
        // Given
        artifacts.stubFor(
                get(CONTENT)
                        .withHeader("Range", equalTo("bytes=2-4"))
                        .withHeader("If-Range", equalTo(ETAG))
                        .willReturn(
                                aResponse()
                                        .withStatus(206)
                                        .withHeader("Content-Range", "bytes 2-4/10")
                                        .withHeader("Content-Length", "3")
                                        .withBody("cde")));
        // When
        Response answer =
                asDeveloper().header("Range", "bytes=2-4").header("If-Range", ETAG).get(DOWNLOAD);
        // Then
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.header("Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(answer.asString()).isEqualTo("cde");
    }

    @Test
    void whatTheClientHasIsNotSentAgain() {
        // Given
        artifacts.stubFor(
                get(CONTENT)
                        .withHeader("If-None-Match", equalTo(ETAG))
                        .willReturn(aResponse().withStatus(304).withHeader("ETag", ETAG)));
        // When
        Response answer = asDeveloper().header("If-None-Match", ETAG).get(DOWNLOAD);
        // Then
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.header("ETag")).isEqualTo(ETAG);
        assertThat(answer.asByteArray()).isEmpty();
    }

    @Test
    void theHeadSaysHowLongTheContentIs() {
        // Given
        artifacts.stubFor(
                head(urlEqualTo(CONTENT))
                        .willReturn(
                                aResponse()
                                        .withHeader("Content-Length", "2457600")
                                        .withHeader("ETag", ETAG)));
        // When
        Response answer = asDeveloper().head(DOWNLOAD);
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).isEqualTo("2457600");
        assertThat(answer.header("ETag")).isEqualTo(ETAG);
    }

    @Test
    void aRangeOutsideIsRefusedAsTheServiceSays() {
        // Given
        artifacts.stubFor(
                any(urlEqualTo(CONTENT))
                        .willReturn(problem(ErrorCode.RANGE_NOT_SATISFIABLE, "too far")));
        // When
        Response body = asDeveloper().header("Range", "bytes=99-").get(DOWNLOAD);
        Response head = asDeveloper().header("Range", "bytes=99-").head(DOWNLOAD);
        // Then
        assertThat(body.statusCode()).isEqualTo(416);
        assertThat(body.jsonPath().getString("code")).isEqualTo("RANGE_NOT_SATISFIABLE");
        assertThat(body.jsonPath().getString("detail")).isEqualTo("too far");
        assertThat(head.statusCode()).isEqualTo(416);
    }

    @Test
    void aDownloadThatBreaksOffDoesNotEndAsIfItWereWhole() {
        // Given
        artifacts.stubFor(
                get(CONTENT)
                        .willReturn(
                                aResponse()
                                        .withHeader("Content-Length", "100000")
                                        .withBody("only this")));
        // When, Then
        assertThatThrownBy(() -> asDeveloper().get(DOWNLOAD).asByteArray())
                .isInstanceOf(Exception.class)
                .as("told, not waited for")
                .isNotInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void anArtifactServiceThatIsSilentOnContentIsNotWaitedForForEver() {
        // Given
        artifacts.stubFor(get(CONTENT).willReturn(aResponse().withFixedDelay(8000)));
        // When
        Response answer = asDeveloper().get(DOWNLOAD);
        // Then
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("UPSTREAM_TIMEOUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "..%2f..%2fetc", "ba7816bf8f01cfea414140de5dae2223"})
    void whatIsNoIdIsNoArtifact(String id) {
        // Given
        artifacts.stubFor(any(anyUrl()).willReturn(json("{}")));
        // When
        Response meta = asDeveloper().urlEncodingEnabled(false).get("/api/v1/artifacts/" + id);
        Response content =
                asDeveloper()
                        .urlEncodingEnabled(false)
                        .get("/api/v1/artifacts/" + id + "/download");
        // Then
        assertThat(meta.statusCode()).isEqualTo(404);
        assertThat(content.statusCode()).isEqualTo(404);
        assertThat(artifacts.getAllServeEvents()).isEmpty();
    }
}
