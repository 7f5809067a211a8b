package dev.buildserver.artifact.seal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.artifact.Client;
import dev.buildserver.artifact.Client.File;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.support.security.InternalTokens;
import dev.buildserver.testing.stores.StoresResource;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class SealIT {
    private static final File ONE = File.of("bin/one.dll", "one");
    // Sorts differently by code unit and by the rules of most languages.
    private static final File TWO = File.of("bin/Two.dll", "two");

    @Inject InternalTokens tokens;
    @Inject ObjectStorage storage;

    @Test
    void aSealGivesAReceiptThatCanBeChecked() throws Exception {
        // Given
        Client client = uploaded(ONE, TWO);
        // When
        Response answer = client.seal(ONE, TWO);
        // Then
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        JsonPath receipt = answer.jsonPath();
        assertThat(receipt.getString("manifestDigest")).isEqualTo(Client.digest(ONE, TWO));
        assertThat(receipt.getInt("count")).isEqualTo(2);
        assertThat(receipt.getLong("totalBytes")).isEqualTo(6);
        JwtClaims claims = tokens.verify(receipt.getString("token")).orElseThrow();
        assertThat(claims.getSubject()).isEqualTo("artifact-service");
        assertThat(claims.getStringClaimValue("attempt")).isEqualTo(client.attempt().toString());
        assertThat(claims.getStringClaimValue("manifestDigest")).isEqualTo(Client.digest(ONE, TWO));
        assertThat(claims.getClaimValue("count", Long.class)).isEqualTo(2);
        assertThat(claims.getClaimValue("bytes", Long.class)).isEqualTo(6);
    }

    @Test
    void aReceiptOpensNothing() {
        // Given
        Client client = uploaded(ONE);
        String receipt = client.seal(ONE).jsonPath().getString("token");
        // When
        int status =
                given().auth()
                        .oauth2(receipt)
                        .delete("/internal/v1/attempts/" + client.attempt())
                        .statusCode();
        // Then
        assertThat(status).isEqualTo(403);
    }

    @Test
    void anAttemptWithoutArtifactsIsSealed() {
        // Given
        Client client = Client.newAttempt();
        // When
        Response answer = client.seal();
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getInt("count")).isZero();
        assertThat(client.list().jsonPath().getList("artifacts")).isEmpty();
    }

    @Test
    void aRepeatedSealIsTheSame() {
        // Given
        Client client = uploaded(ONE);
        JsonPath first = client.seal(ONE).jsonPath();
        // When
        Response second = client.seal(ONE);
        // Then
        assertThat(second.statusCode()).isEqualTo(200);
        for (String member : List.of("manifestDigest", "count", "totalBytes")) {
            assertThat(second.jsonPath().<Object>get(member)).isEqualTo(first.get(member));
        }
    }

    @Test
    void anotherSealIsRefused() {
        // Given
        Client client = uploaded(ONE);
        client.seal(ONE);
        // When
        Response answer = client.seal(ONE, TWO);
        // Then
        assertProblem(answer, 409, "ALREADY_SEALED");
    }

    @Test
    void aSealOfSomethingElseIsRefused() {
        // Given
        Client client = uploaded(ONE);
        // When
        Response missing = client.seal(ONE, TWO);
        Response wrongCount = client.seal(2, Client.digest(ONE));
        Response wrongDigest = client.seal(1, Client.digest(TWO));
        // Then
        assertProblem(missing, 422, "DIGEST_MISMATCH");
        assertProblem(wrongCount, 422, "DIGEST_MISMATCH");
        assertProblem(wrongDigest, 422, "DIGEST_MISMATCH");
        assertThat(missing.jsonPath().getInt("count")).isEqualTo(1);
        assertThat(client.seal(ONE).statusCode()).isEqualTo(200);
    }

    @Test
    void afterTheSealNothingComesIn() {
        // Given
        Client client = uploaded(ONE);
        client.seal(ONE);
        // When
        Response answer = client.upload(TWO);
        // Then
        assertProblem(answer, 409, "ALREADY_SEALED");
        assertThat(contents(client)).isEqualTo(1);
    }

    @Test
    void anUploadWhoseAnswerWasLostIsAnsweredAfterTheSeal() {
        // Given
        Client client = uploaded(ONE);
        client.seal(ONE);
        // When
        Response again = client.upload(ONE);
        // Then
        assertThat(again.statusCode()).isEqualTo(200);
    }

    @Test
    void uploadsThatRaceTheSealAreInItOrRefused() {
        for (int round = 0; round < 10; round++) {
            // Given
            Client client = uploaded(ONE);
            // When
            CompletableFuture<Integer> upload =
                    CompletableFuture.supplyAsync(() -> client.upload(TWO).statusCode());
            CompletableFuture<Integer> seal =
                    CompletableFuture.supplyAsync(() -> client.seal(ONE).statusCode());
            // Then
            List<Integer> statuses = List.of(upload.join(), seal.join());
            assertThat(statuses).isIn(List.of(201, 422), List.of(409, 200));
            int artifacts = client.list().jsonPath().getList("artifacts").size();
            assertThat(artifacts).isEqualTo(upload.join() == 201 ? 2 : 1);
            assertThat(contents(client)).isEqualTo(artifacts);
        }
    }

    @Test
    void sealsThatRaceHaveOneResult() {
        // Given
        Client client = uploaded(ONE);
        // When
        List<CompletableFuture<Integer>> seals =
                IntStream.range(0, 8)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () -> client.seal(ONE).statusCode()))
                        .toList();
        // Then
        assertThat(seals.stream().map(CompletableFuture::join)).containsOnly(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"count\": -1, \"manifestDigest\": \"x\"}",
                "{\"count\": \"one\"}",
                "[]",
                "{"
            })
    void aSealWithoutFormIsRefused(String body) {
        // Given
        Client client = Client.newAttempt();
        // When
        Response answer =
                given().auth()
                        .oauth2(client.leaseToken())
                        .contentType(ContentType.JSON)
                        .body(body)
                        .post("/internal/v1/attempts/" + client.attempt() + "/seal");
        // Then
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    }

    @Test
    void aLeaseThatDoesNotNameItsBuildSealsNothing() {
        // Given
        Client client = Client.newAttempt();
        String token =
                TestTokens.internal(
                        "agent-1",
                        "Lease",
                        Map.of("attempt", client.attempt().toString(), "tenant", "default"));
        // When
        Response answer =
                given().auth()
                        .oauth2(token)
                        .contentType(ContentType.JSON)
                        .body("{\"count\": 0, \"manifestDigest\": \"" + Client.digest() + "\"}")
                        .post("/internal/v1/attempts/" + client.attempt() + "/seal");
        // Then
        assertProblem(answer, 403, "FORBIDDEN");
    }

    private static Client uploaded(File... files) {
        Client client = Client.newAttempt();
        for (File file : files) {
            client.uploaded(file);
        }
        return client;
    }

    private long contents(Client client) {
        return storage.list("artifacts/" + client.attempt() + "/").count();
    }

    private static void assertProblem(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    }
}
