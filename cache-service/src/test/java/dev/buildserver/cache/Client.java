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

/**
 * An agent with a lease.
 *
 * @param trusted whether the ref is a branch or a tag
 */
public record Client(String tenant, String project, String ref, boolean trusted, String attempt) {
    /** An agent that builds the main branch of a project. */
    public static Client trusted(String tenant) {
        return new Client(tenant, "App", "main", true, UUID.randomUUID().toString());
    }

    /** An agent that builds a pull request of the same project. */
    public static Client pullRequest(String tenant, int number) {
        return new Client(
                tenant,
                "App",
                "refs/pull/" + number + "/head",
                false,
                UUID.randomUUID().toString());
    }

    /** The same agent at another project. */
    public Client at(String otherProject) {
        return new Client(tenant, otherProject, ref, trusted, attempt);
    }

    public String token() {
        return TestTokens.internal(
                "agent-1",
                "Lease",
                Map.of(
                        "attempt", attempt,
                        "build", "build-1",
                        "tenant", tenant,
                        "project", project,
                        "ref", ref,
                        "trusted", String.valueOf(trusted)));
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

    public Response postJson(String path, Object body) {
        return as().contentType("application/json").body(body).post(path);
    }

    public Response post(String path, String contentType, byte[] body) {
        return as().contentType(contentType).body(body).post(path);
    }

    public RequestSpecification as() {
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
