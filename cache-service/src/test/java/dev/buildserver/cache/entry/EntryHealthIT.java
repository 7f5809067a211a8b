package dev.buildserver.cache.entry;

import static dev.buildserver.cache.entry.EntryRequests.entry;
import static dev.buildserver.cache.entry.EntryRequests.json;
import static dev.buildserver.cache.entry.EntryRequests.key;
import static dev.buildserver.cache.entry.EntryRequests.lookup;
import static dev.buildserver.cache.entry.EntryRequests.read;
import static dev.buildserver.cache.entry.EntryRequests.storeOne;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.cache.Client;
import dev.buildserver.contract.cache.CacheHealth;
import dev.buildserver.contract.cache.CacheHealth.DifferingFile;
import dev.buildserver.contract.cache.CacheHealth.NonDeterminism;
import dev.buildserver.contract.cache.CacheSchema;
import dev.buildserver.contract.cache.EntriesStored.Kind;
import dev.buildserver.contract.cache.EntriesStored.Outcome;
import dev.buildserver.contract.cache.OutputManifest;
import dev.buildserver.contract.cache.OutputManifest.OutputFile;
import dev.buildserver.contract.cache.ReportBroken;
import dev.buildserver.contract.cache.ReportBroken.BrokenEntry;
import dev.buildserver.contract.cache.StoreEntries.NewEntry;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.storage.StoredBlob;
import dev.buildserver.testing.stores.StoresResource;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the cache does about entries that are not as they should be. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class EntryHealthIT {
    @Inject ObjectStorage storage;
    @Inject RedisDataSource redis;
    private final Client client = Client.trusted("health");

    @Test
    void otherBytesForTheSameInputsAreToldWithTheFilesThatDiffer() {
        // Given
        String first = manifest(file("bin/A.dll", "a"), file("bin/A.pdb", "b"), file("x", "c"));
        String other = manifest(file("bin/A.dll", "a"), file("bin/A.pdb", "B"), file("y", "d"));
        storeOne(client, entry(client, key("random"), "-", first));
        // When
        Outcome outcome = storeOne(client, entry(client, key("random"), "-", other));
        // Then
        assertThat(outcome.kind()).isEqualTo(Kind.NON_DETERMINISTIC);
        assertThat(outcome.firstValue()).isEqualTo(key(first));
        assertThat(lookup(client, key("random")).found().get(0).entries())
                .singleElement()
                .matches(e -> e.nonDeterministic() && e.value().equals(key(first)));
        NonDeterminism found = health("health").nonDeterministic().get(0);
        assertThat(found.scope()).isEqualTo("App");
        assertThat(found.key()).isEqualTo(key("random"));
        assertThat(found.first().value()).isEqualTo(key(first));
        assertThat(found.other().value()).isEqualTo(key(other));
        assertThat(found.other().producer()).isEqualTo("agent-1 build-1");
        assertThat(found.differing())
                .containsExactly(
                        new DifferingFile("bin/A.pdb", key("b"), key("B")),
                        new DifferingFile("x", key("c"), null),
                        new DifferingFile("y", null, key("d")));
        assertThat(health("elsewhere").nonDeterministic()).isEmpty();
    }

    @Test
    void anEntryWhoseValueWasRemovedIsNoHit() {
        // Given
        NewEntry entry = entry(client, key("evicted"), "-", "evicted value");
        storeOne(client, entry);
        await().until(() -> !lookup(client, key("evicted")).found().isEmpty());
        // When
        storage.delete("cache/health/cas/" + entry.value());
        client.get("/cas/" + entry.value());
        // Then
        complete();
        await().until(() -> lookup(client, key("evicted")).found().isEmpty());
        storeOne(client, entry(client, key("evicted"), "-", "evicted value"));
        assertThat(lookup(client, key("evicted")).found()).hasSize(1);
    }

    @Test
    void anEntryIsDroppedOnlyWhenAFileOfItIsReallyGone() {
        // Given
        client.putBlob("kept".getBytes());
        client.putBlob("doomed".getBytes());
        String manifest = manifest(file("a", "kept"), file("b", "doomed"));
        NewEntry entry = entry(client, key("broken"), "-", manifest);
        String strong = storeOne(client, entry).strongKey();
        // When
        List<String> lies = report(strong, key("kept"), key("doomed"), key("not of this entry"));
        storage.delete("cache/health/cas/" + key("doomed"));
        List<String> others = report(strong, key("kept"), key("not of this entry"));
        List<String> truth = report(strong, key("doomed"));
        // Then
        assertThat(lies).isEmpty();
        assertThat(others).isEmpty();
        assertThat(truth).containsExactly(strong);
        assertThat(lookup(client, key("broken")).found()).isEmpty();
    }

    @Test
    void aCorruptRecordIsAMissAndIsHealedByTheNextStore() {
        // Given
        NewEntry entry = entry(client, key("corrupt"), "-", "value");
        storeOne(client, entry);
        String record = record("corrupt");
        byte[] broken = new byte[200];
        storage.put(record, new ByteArrayInputStream(broken), broken.length, "text/plain");
        redis.hash(String.class).hdel("{cache}:versions", record);
        // When
        boolean missed = lookup(client, key("corrupt")).found().isEmpty();
        Kind stored = storeOne(client, entry).kind();
        // Then
        assertThat(missed).isTrue();
        assertThat(stored).isEqualTo(Kind.STORED);
        assertThat(lookup(client, key("corrupt")).found()).hasSize(1);
    }

    @Test
    void entriesOutliveTheLossOfRedis() {
        // Given
        storeOne(client, entry(client, key("lasting"), "-", "lasting value"));
        // When
        redis.flushall();
        boolean atOnce = !lookup(client, key("lasting")).found().isEmpty();
        complete();
        // Then
        assertThat(atOnce).isTrue();
        assertThat(lookup(client, key("lasting")).found()).hasSize(1);
        assertThat(lookup(client, key("never stored")).found()).isEmpty();
    }

    @Test
    void savingsAreAddedOnceForEachAttempt() {
        // Given
        Client again = Client.trusted("savings");
        String report =
                json(
                        Map.of(
                                "projects",
                                List.of(
                                        Map.of(
                                                "path",
                                                "src/A/A.csproj",
                                                "hits",
                                                1,
                                                "misses",
                                                2,
                                                "savedMillis",
                                                1500,
                                                "spentMillis",
                                                20))));
        // When
        again.postJson("/internal/v1/cache/savings", report);
        again.postJson("/internal/v1/cache/savings", report);
        Client.trusted("savings").postJson("/internal/v1/cache/savings", report);
        // Then
        List<Map<String, Object>> sums =
                again.get("/internal/v1/cache/savings").jsonPath().getList("projects");
        assertThat(sums)
                .containsExactly(
                        Map.of(
                                "path",
                                "src/A/A.csproj",
                                "hits",
                                2,
                                "misses",
                                4,
                                "savedMillis",
                                3000,
                                "spentMillis",
                                40));
        assertThat(
                        again.at("Other")
                                .get("/internal/v1/cache/savings")
                                .jsonPath()
                                .getList("projects"))
                .isEmpty();
    }

    private List<String> report(String strongKey, String... blobs) {
        return read(
                        client.postJson(
                                "/internal/v1/cache/entries/broken",
                                json(
                                        new ReportBroken(
                                                CacheSchema.CURRENT,
                                                List.of(
                                                        new BrokenEntry(
                                                                key("broken"),
                                                                strongKey,
                                                                List.of(blobs)))))),
                        ReportBroken.Answer.class)
                .dropped();
    }

    /** Waits until the record of what is stored knows everything. */
    private void complete() {
        await().until(() -> redis.key().exists("{cache}:complete"));
    }

    private String record(String name) {
        return storage.list("cache/health/entries/")
                .map(StoredBlob::key)
                .filter(stored -> stored.endsWith(key(name)))
                .findFirst()
                .orElseThrow();
    }

    private static CacheHealth health(String tenant) {
        String token = TestTokens.user("Developer", "dev@example.com", Map.of("tenant", tenant));
        return read(
                given().auth().oauth2(token).get("/internal/v1/cache/health"), CacheHealth.class);
    }

    private static String manifest(OutputFile... files) {
        return json(new OutputManifest(CacheSchema.CURRENT, List.of(files)));
    }

    private static OutputFile file(String path, String content) {
        return new OutputFile(path, key(content), content.length(), "644", null);
    }
}
