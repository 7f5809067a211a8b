package dev.buildserver.gateway.cache;

import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.cache.ActionKind;
import dev.buildserver.contract.cache.CacheHealth;
import dev.buildserver.contract.cache.CacheHealth.DifferingFile;
import dev.buildserver.contract.cache.CacheHealth.Level;
import dev.buildserver.contract.cache.CacheHealth.LevelState;
import dev.buildserver.contract.cache.CacheHealth.Made;
import dev.buildserver.contract.cache.CacheHealth.NonDeterminism;
import dev.buildserver.contract.cache.CacheHealth.Quarantined;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.gateway.testing.Examples;
import dev.buildserver.gateway.testing.GatewayTest;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CacheResourceTest extends GatewayTest {
    private static final UUID ID = UUID.fromString("5b6f1c52-5a0e-4d0c-9d11-0a4a3c1f7d10");
    private static final String FIRST =
            "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
    private static final String OTHER =
            "fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9";
    private static final String AGENT = "agent-linux-01 3fa85f64-5717-4562-b3fc-2c963f66afa6";

    @Test
    void healthLooksLikeTheExample() {
        // Given
        Instant start = Instant.parse("2024-01-01T00:00:00Z");
        CacheHealth health =
                new CacheHealth(
                        412,
                        1,
                        start,
                        List.of(quarantined(null, null)),
                        List.of(new Level("Redis", LevelState.UP), new Level("S3", LevelState.UP)),
                        0,
                        start,
                        List.of(
                                new NonDeterminism(
                                        "MyApp",
                                        "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592",
                                        "e".repeat(64),
                                        ActionKind.PROJECT,
                                        new Made(FIRST, AGENT),
                                        new Made(
                                                OTHER,
                                                "agent-linux-02"
                                                        + " 7c9e6679-7425-40de-944b-e07fc1f90ae7"),
                                        Instant.parse("2024-01-14T08:00:00Z"),
                                        List.of(
                                                new DifferingFile(
                                                        "src/MyApp.Tools/bin/Release/net8.0/seed.txt",
                                                        FIRST,
                                                        null)))));
        cache.stubFor(get("/internal/v1/cache/health").willReturn(json(health)));
        // Then
        Examples.assertSame(
                asDeveloper().get("/api/v1/cache/health").asString(), "cache-health.json");
    }

    @Test
    void anAdminLiftsAQuarantine() {
        // Given
        cache.stubFor(
                delete("/internal/v1/cache/quarantine/" + ID)
                        .willReturn(
                                json(
                                        quarantined(
                                                Instant.parse("2024-01-15T12:00:00Z"),
                                                "admin@example.com"))));
        // When
        Response answer = as(TestTokens.admin()).delete("/api/v1/cache/quarantine/" + ID);
        // Then
        Examples.assertSame(answer.asString(), "quarantine.json");
    }

    @Test
    void aQuarantineThatIsNoneIsNotFound() {
        // Given
        cache.stubFor(
                delete("/internal/v1/cache/quarantine/" + ID)
                        .willReturn(problem(ErrorCode.QUARANTINE_NOT_FOUND, "lifted before")));
        // When
        Response lifted = as(TestTokens.admin()).delete("/api/v1/cache/quarantine/" + ID);
        Response noId = as(TestTokens.admin()).delete("/api/v1/cache/quarantine/everything");
        // Then
        assertThat(lifted.statusCode()).isEqualTo(404);
        assertThat(lifted.jsonPath().getString("code")).isEqualTo("QUARANTINE_NOT_FOUND");
        assertThat(noId.statusCode()).isEqualTo(404);
        assertThat(cache.getAllServeEvents()).hasSize(1);
    }

    private static Quarantined quarantined(Instant liftedAt, String liftedBy) {
        return new Quarantined(
                ID,
                "MyApp",
                "src/MyApp.Core/MyApp.Core.csproj",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                List.of(
                        new DifferingFile(
                                "src/MyApp.Core/bin/Release/net8.0/buildinfo.txt", FIRST, OTHER)),
                List.of("src/MyApp/MyApp.csproj"),
                AGENT,
                Instant.parse("2024-01-15T10:30:00Z"),
                liftedAt,
                liftedBy);
    }
}
