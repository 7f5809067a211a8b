package dev.buildserver.support.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.support.KeysResource;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(KeysResource.class)
class RolesTest {
    private static final UUID ATTEMPT = UUID.fromString("0190a0b0-0000-7000-8000-000000000001");
    private static final UUID BUILD = UUID.fromString("0190a0b0-0000-7000-8000-000000000002");

    private static final String MAIL = "ada@example.org";

    @ParameterizedTest
    @CsvSource({
        "Developer, Developer, 200",
        "Developer, BuildMaster, 403",
        "Developer, Admin, 403",
        "BuildMaster, Developer, 200",
        "BuildMaster, BuildMaster, 200",
        "BuildMaster, Admin, 403",
        "Admin, Developer, 200",
        "Admin, BuildMaster, 200",
        "Admin, Admin, 200",
        "Admin, Service, 403",
        "Admin, Agent, 403",
        "Admin, Lease, 403",
        // An issuer of users can't make services, agents or leases.
        "Service, Service, 403",
        "Agent, Agent, 403",
        "Lease, Lease, 403",
    })
    void aUsersRoleIncludesThoseBelow(String role, String needed, int status) {
        // When
        Response answer = get(TestTokens.user(role, MAIL, Map.of()), needed);
        // Then
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "Service, Service, 200",
        "Agent, Agent, 200",
        "Lease, Lease, 200",
        "Service, Agent, 403",
        "Service, Lease, 403",
        "Service, Developer, 403",
        "Agent, Service, 403",
        "Agent, Lease, 403",
        "Lease, Agent, 403",
        "Lease, Service, 403",
        // An internal token can't make users.
        "Developer, Developer, 403",
        "Admin, Admin, 403",
    })
    void internalRolesStandAlone(String role, String needed, int status) {
        // When
        Response answer = get(TestTokens.internal("someone", role, Map.of()), needed);
        // Then
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void aUserIsDescribedByTheToken() {
        // Given
        String token = TestTokens.user("Admin", MAIL, Map.of("tenant", "blue"));
        // When
        JsonPath who = get(token, "Developer").jsonPath();
        // Then
        assertThat(who.getString("subject")).isEqualTo(MAIL);
        assertThat(who.getString("tenant")).isEqualTo("blue");
        assertThat(who.getString("email")).isEqualTo(MAIL);
        assertThat(who.getList("roles")).isEqualTo(List.of("Admin", "BuildMaster", "Developer"));
    }

    @Test
    void aUserWithoutTenantIsOfTheDefaultOne() {
        // When
        JsonPath who = get(TestTokens.developer(), "Developer").jsonPath();
        // Then
        assertThat(who.getString("tenant")).isEqualTo("default");
    }

    @Test
    void aLeaseIsOfItsTenant() {
        // When
        JsonPath who = get(lease("green"), "Lease").jsonPath();
        // Then
        assertThat(who.getString("tenant")).isEqualTo("green");
        assertThat(who.getList("roles")).isEqualTo(List.of("Lease"));
    }

    @Test
    void aLeaseIsForOneAttempt() {
        // Given
        String token = lease("default");
        // When
        Response own = get(token, "attempts/" + ATTEMPT);
        Response other = get(token, "attempts/" + BUILD);
        Response service = get(TestTokens.service("test"), "attempts/" + ATTEMPT);
        // Then
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(service.statusCode()).isEqualTo(403);
    }

    @Test
    void expiredTokensAreRefused() {
        // Given
        Map<String, ?> expired = Map.of("exp", 1_000_000_000L);
        // When
        Response user = get(TestTokens.user("Developer", MAIL, expired), "Developer");
        Response service = get(TestTokens.internal("s", "Service", expired), "Service");
        // Then
        assertThat(user.statusCode()).isEqualTo(401);
        assertThat(service.statusCode()).isEqualTo(401);
    }

    @Test
    void tokensOfAnotherIssuerAreRefused() {
        // When
        Response user =
                get(
                        TestTokens.user("Admin", MAIL, Map.of("iss", "https://evil.test")),
                        "Developer");
        // Then
        assertThat(user.statusCode()).isEqualTo(401);
    }

    @Test
    void theUsersIssuerCanNotSignInternalTokens() {
        // When
        Response forged =
                get(
                        TestTokens.user("Service", MAIL, Map.of("iss", "buildserver-internal")),
                        "Service");
        // Then
        assertThat(forged.statusCode()).isEqualTo(401);
    }

    @Test
    void theInternalKeyCanNotSignUsersTokens() {
        // When
        Response forged =
                get(
                        TestTokens.internal(
                                "u", "Admin", Map.of("iss", "https://issuer.example.com")),
                        "Admin");
        // Then
        assertThat(forged.statusCode()).isEqualTo(401);
    }

    @Test
    void aChangedTokenIsRefused() {
        // Given
        String[] parts = TestTokens.service("test").split("\\.");
        String[] others = TestTokens.internal("other", "Service", Map.of()).split("\\.");
        // When
        Response answer = get(parts[0] + "." + others[1] + "." + parts[2], "Service");
        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a.b.c",
                "..",
                "eyJhbGciOiJub25lIn0.eyJpc3MiOiJidWlsZHNlcnZlci1pbnRlcm5hbCIsInN1YiI6InMiLCJncm91cHMiOlsiU2VydmljZSJdfQ.",
            })
    void nonsenseIsRefused(String token) {
        // When
        Response answer = get(token, "Service");
        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    private static String lease(String tenant) {
        return TestTokens.internal(
                "agent-1",
                Roles.LEASE,
                Map.of("attempt", ATTEMPT.toString(), "build", BUILD.toString(), "tenant", tenant));
    }

    private static Response get(String token, String path) {
        return given().auth().oauth2(token).get("/who/" + path);
    }
}
