package dev.buildserver.artifact;

import static io.restassured.RestAssured.given;

import dev.buildserver.contract.artifact.ArtifactManifest;
import dev.buildserver.contract.artifact.AskStored;
import dev.buildserver.contract.artifact.CopyArtifact;
import dev.buildserver.testing.tokens.TestTokens;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One attempt's agent, and those who read what it uploads. */
public record Client(UUID attempt, UUID build, String tenant) {
    private static final String ROOT = "/internal/v1/";
    private static final RestAssuredConfig NO_CHARSET =
            RestAssuredConfig.config()
                    .encoderConfig(
                            EncoderConfig.encoderConfig()
                                    .appendDefaultContentCharsetToContentTypeIfUndefined(false));

    /** A file to upload. */
    public record File(String path, byte[] content) {
        public static File of(String path, String content) {
            return new File(path, content.getBytes());
        }

        public String sha256() {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public static Client newAttempt() {
        return newAttempt("default");
    }

    public static Client newAttempt(String tenant) {
        return new Client(UUID.randomUUID(), UUID.randomUUID(), tenant);
    }

    public String leaseToken() {
        return TestTokens.internal(
                "agent-1",
                "Lease",
                Map.of(
                        "attempt", attempt.toString(),
                        "build", build.toString(),
                        "tenant", tenant));
    }

    public String userToken() {
        return TestTokens.user("Developer", "dev@example.com", Map.of("tenant", tenant));
    }

    public String artifactsPath() {
        return ROOT + "attempts/" + attempt + "/artifacts";
    }

    public Response upload(File file) {
        return upload(file, file.sha256());
    }

    public Response upload(File file, String announcedSha256) {
        return given().config(NO_CHARSET)
                .auth()
                .oauth2(leaseToken())
                .contentType("application/zip")
                .queryParam("path", file.path())
                .queryParam("kind", "Application")
                .queryParam("sha256", announcedSha256)
                .body(file.content())
                .post(artifactsPath());
    }

    /** Those of the digests whose contents need not be sent. */
    public List<String> stored(String... digests) {
        return post("stored", new AskStored(List.of(digests)))
                .then()
                .statusCode(200)
                .extract()
                .path("stored");
    }

    public Response copy(File file) {
        return copy(file, file.sha256());
    }

    public Response copy(File file, String announcedSha256) {
        return post(
                "copies",
                new CopyArtifact(
                        file.path(),
                        null,
                        "Application",
                        announcedSha256,
                        file.content().length,
                        "application/zip"));
    }

    /** Copies a file that must be there, and returns the artifact's id. */
    public UUID copied(File file) {
        return UUID.fromString(copy(file).then().statusCode(201).extract().path("artifactId"));
    }

    /** A question about artifacts. */
    public Response post(String what, Object body) {
        return given().auth()
                .oauth2(leaseToken())
                .contentType(ContentType.JSON)
                .body(body)
                .post(artifactsPath() + "/" + what);
    }

    /** Uploads a file that must be taken, and returns the artifact's id. */
    public UUID uploaded(File file) {
        return UUID.fromString(upload(file).then().statusCode(201).extract().path("artifactId"));
    }

    public Response seal(File... files) {
        return seal(files.length, digest(files));
    }

    public Response seal(int count, String digest) {
        return given().auth()
                .oauth2(leaseToken())
                .contentType(ContentType.JSON)
                .body(Map.of("count", count, "manifestDigest", digest))
                .post(ROOT + "attempts/" + attempt + "/seal");
    }

    public static String digest(File... files) {
        List<ArtifactManifest.Entry> entries =
                Arrays.stream(files)
                        .map(
                                f ->
                                        new ArtifactManifest.Entry(
                                                f.path(), f.sha256(), f.content().length))
                        .toList();
        return ArtifactManifest.digest(entries);
    }

    public Response publish() {
        return asService().post(ROOT + "attempts/" + attempt + "/publish");
    }

    public Response delete() {
        return asService().delete(ROOT + "attempts/" + attempt);
    }

    public Response list() {
        return asUser().get(artifactsPath());
    }

    public Response metadata(UUID artifactId) {
        return asUser().get(ROOT + "artifacts/" + artifactId);
    }

    public Response content(UUID artifactId) {
        return asUser().get(contentPath(artifactId));
    }

    public static String contentPath(UUID artifactId) {
        return ROOT + "artifacts/" + artifactId + "/content";
    }

    public RequestSpecification asUser() {
        return given().auth().oauth2(userToken());
    }

    private static RequestSpecification asService() {
        return given().auth().oauth2(TestTokens.service("orchestrator"));
    }
}
