package dev.buildserver.artifact.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.artifact.Client;
import dev.buildserver.artifact.Client.File;
import dev.buildserver.artifact.catalog.Catalog;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.testing.stores.StoresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class RetentionIT {
    private static final File FILE = File.of("a.zip", "content");

    @Inject Catalog catalog;
    @Inject ObjectStorage storage;
    @Inject RetentionConfig config;

    @Test
    void whatIsPublishedStays() {
        // Given
        Client client = Client.newAttempt();
        UUID id = client.uploaded(FILE);
        client.seal(FILE);
        // When
        Response first = client.publish();
        Response again = client.publish();
        // Then
        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(again.statusCode()).isEqualTo(204);
        assertThat(client.content(id).asString()).isEqualTo("content");
        assertThat(client.upload(File.of("late", "late")).statusCode()).isEqualTo(409);
        assertThat(client.seal(FILE).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsDeletedIsGone() {
        // Given
        Client client = Client.newAttempt();
        UUID id = client.uploaded(FILE);
        client.seal(FILE);
        // When
        Response first = client.delete();
        Response again = client.delete();
        // Then
        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(again.statusCode()).isEqualTo(204);
        assertThat(client.metadata(id).statusCode()).isEqualTo(404);
        assertThat(client.list().statusCode()).isEqualTo(404);
        assertThat(contents(client)).isZero();
    }

    @Test
    void whatIsDeletedTakesNothingMore() {
        // Given
        Client client = Client.newAttempt();
        client.uploaded(FILE);
        client.delete();
        // Then
        assertStale(client.upload(FILE));
        assertStale(client.seal(FILE));
        assertStale(client.publish());
        assertThat(contents(client)).isZero();
    }

    @Test
    void ofAnUnknownAttemptThereIsNothingToDo() {
        // Given
        Client published = Client.newAttempt();
        Client deleted = Client.newAttempt();
        // Then
        assertThat(published.publish().statusCode()).isEqualTo(204);
        assertThat(deleted.delete().statusCode()).isEqualTo(204);
        assertStale(deleted.upload(FILE));
        assertThat(published.upload(FILE).statusCode()).isEqualTo(201);
    }

    @Test
    void theSweepTakesOnlyOldContentsWithoutARow() {
        // Given
        Client client = Client.newAttempt();
        UUID id = client.uploaded(FILE);
        String orphan = "artifacts/" + client.attempt() + "/" + UUID.randomUUID();
        storage.put(orphan, new ByteArrayInputStream(new byte[3]), 3, "text/plain");
        storage.put("logs/another", new ByteArrayInputStream(new byte[3]), 3, "text/plain");
        // When
        int young = sweepAfter(Duration.ofHours(23));
        boolean keptYoung = storage.size(orphan).isPresent();
        int old = sweepAfter(Duration.ofHours(25));
        // Then
        assertThat(young).isZero();
        assertThat(keptYoung).isTrue();
        assertThat(old).isEqualTo(1);
        assertThat(storage.size(orphan)).isEmpty();
        assertThat(storage.size("logs/another")).isPresent();
        assertThat(client.content(id).asString()).isEqualTo("content");
    }

    @Test
    void theSweepForgetsOldTombstones() {
        // Given
        Client client = Client.newAttempt();
        client.delete();
        sweepAfter(Duration.ofDays(29));
        int remembered = client.upload(FILE).statusCode();
        // When
        sweepAfter(Duration.ofDays(31));
        // Then
        assertThat(remembered).isEqualTo(409);
        assertThat(client.upload(FILE).statusCode()).isEqualTo(201);
    }

    private int sweepAfter(Duration time) {
        InstantSource later = InstantSource.offset(Clock.systemUTC(), time);
        return new OrphanSweep(catalog, storage, later, config).sweep();
    }

    private long contents(Client client) {
        return storage.list("artifacts/" + client.attempt() + "/").count();
    }

    private static void assertStale(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("STALE_ATTEMPT");
    }
}
