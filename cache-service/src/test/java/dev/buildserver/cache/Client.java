package dev.buildserver.cache;

import static io.restassured.RestAssured.given;

import dev.buildserver.testing.tokens.TestTokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/** An agent with a lease. */
public record Client(String tenant, boolean trusted) {
    public static Client trusted(String tenant) {
        return new Client(tenant, true);
    }

    public String token() {
        return TestTokens.internal(
                "agent-1",
                "Lease",
                Map.of(
                        "attempt", UUID.randomUUID().toString(),
                        "tenant", tenant,
                        "trusted", trusted));
    }

    public Response putBlob(byte[] content) {
        return put("/cas/" + sha256(content), content);
    }

    public Response put(String path, byte[] content) {
        return as().contentType("application/octet-stream").body(content).put(path);
    }

    public Response get(String path) {
        return as().get(path);
    }

    public Response head(String path) {
        return as().head(path);
    }

    private RequestSpecification as() {
        return given().auth().oauth2(token());
    }

    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
