package dev.buildserver.artifact.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.buildserver.artifact.Client;
import dev.buildserver.artifact.Client.File;
import dev.buildserver.contract.artifact.AskStored;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.testing.stores.StoresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class CopyIT {
    private final Client first = Client.newAttempt("blue");
    private final Client second = Client.newAttempt("blue");
    private final Client stranger = Client.newAttempt("red");
    private final File app = File.of("App.zip", "an app " + UUID.randomUUID());
    private final File again = new File("out/Again.zip", app.content());

    @Inject ObjectStorage storage;
    private UUID stored;

    @BeforeEach
    void anArtifactIsStored() {
        stored = first.uploaded(app);
    }

    @Test
    void contentThatTheTenantHasIsNotSentAgain() {
        // Given
        File other = File.of("Other.zip", "another app");
        assertThat(second.stored(app.sha256(), other.sha256(), app.sha256()))
                .containsExactly(app.sha256());
        // When
        Response copied = second.copy(again);
        // Then
        assertThat(copied.statusCode()).isEqualTo(201);
        assertThat(copied.jsonPath().getString("path")).isEqualTo("out/Again.zip");
        assertThat(copied.jsonPath().getString("attemptUid"))
                .isEqualTo(second.attempt().toString());
        assertThat(second.seal(again).statusCode()).isEqualTo(200);
    }

    @Test
    void aCopyOutlivesWhatItWasMadeOf() {
        // Given
        UUID copy = second.copied(again);
        second.seal(again);
        second.publish();
        // When
        first.delete();
        // Then
        assertThat(second.content(copy).asByteArray()).isEqualTo(app.content());
        assertThat(second.stored(app.sha256())).containsExactly(app.sha256());
    }

    @Test
    void otherTenantsLearnNothing() {
        // Given
        File unknown = File.of("App.zip", "nobody has it");
        // When
        Response known = stranger.copy(app);
        Response nothing = stranger.copy(unknown);
        // Then
        assertThat(stranger.stored(app.sha256())).isEmpty();
        assertThat(known.statusCode()).isEqualTo(404);
        assertThat(known.jsonPath().getString("detail"))
                .isEqualTo(nothing.jsonPath().getString("detail"));
        assertThat(nothing.statusCode()).isEqualTo(404);
    }

    @Test
    void whatWasDeletedHasToBeSent() {
        // When
        first.delete();
        // Then
        assertThat(second.stored(app.sha256())).isEmpty();
        assertThat(second.copy(again).statusCode()).isEqualTo(404);
        assertThat(second.upload(again).statusCode()).isEqualTo(201);
    }

    @Test
    void contentThatRottedIsNotCopied() {
        // Given
        byte[] rotten = app.content().clone();
        rotten[0]++;
        String key = "artifacts/" + first.attempt() + "/" + stored;
        storage.put(key, new ByteArrayInputStream(rotten), rotten.length, "application/zip");
        // When
        Response copied = second.copy(again);
        // Then
        assertThat(copied.statusCode()).isEqualTo(404);
        assertThat(storage.list("artifacts/" + second.attempt())).isEmpty();
        assertThat(second.upload(again).statusCode()).isEqualTo(201);
    }

    @Test
    void contentThatIsGoneIsNotCopied() {
        // Given
        storage.delete("artifacts/" + first.attempt() + "/" + stored);
        // Then
        assertThat(second.copy(again).statusCode()).isEqualTo(404);
    }

    @Test
    void repeatedCopiesAreOneArtifact() {
        // When
        List<UUID> ids =
                IntStream.range(0, 6)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> second.copy(again)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .map(answer -> UUID.fromString(answer.jsonPath().getString("artifactId")))
                        .distinct()
                        .toList();
        // Then
        assertThat(ids).hasSize(1);
        assertThat(storage.list("artifacts/" + second.attempt())).hasSize(1);
    }

    @Test
    void aSealedAttemptTakesNoCopies() {
        // Given
        second.seal();
        // Then
        second.copy(again).then().statusCode(409).body("code", equalTo("ALREADY_SEALED"));
    }

    @Test
    void everythingThatIsWrongIsSaid() {
        second.copy(new File("../up", app.content()), "wrong")
                .then()
                .statusCode(400)
                .body("violations.field", hasItems("path", "sha256"));
        second.post("stored", new AskStored(null)).then().statusCode(400);
        second.post("stored", new AskStored(Collections.nCopies(10_001, "a")))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("digests"));
    }
}
