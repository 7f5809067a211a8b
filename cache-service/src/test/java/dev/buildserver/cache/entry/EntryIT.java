package dev.buildserver.cache.entry;

import static dev.buildserver.cache.entry.EntryRequests.entry;
import static dev.buildserver.cache.entry.EntryRequests.json;
import static dev.buildserver.cache.entry.EntryRequests.key;
import static dev.buildserver.cache.entry.EntryRequests.lookup;
import static dev.buildserver.cache.entry.EntryRequests.store;
import static dev.buildserver.cache.entry.EntryRequests.storeOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.cache.Client;
import dev.buildserver.cache.access.Scope;
import dev.buildserver.contract.cache.CacheEntry;
import dev.buildserver.contract.cache.EntriesFound;
import dev.buildserver.contract.cache.EntriesFound.KeyEntries;
import dev.buildserver.contract.cache.EntriesStored;
import dev.buildserver.contract.cache.EntriesStored.Kind;
import dev.buildserver.contract.cache.EntriesStored.Outcome;
import dev.buildserver.contract.cache.LookupEntries;
import dev.buildserver.contract.cache.StoreEntries.NewEntry;
import dev.buildserver.contract.cache.StrongKey;
import dev.buildserver.testing.stores.StoresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class EntryIT {
    private final Client client = Client.trusted("blue");

    @Test
    void whatWasStoredIsFoundAsItWas() {
        // Given
        NewEntry entry = entry(client, key("one"), "-", "manifest one");
        Outcome stored = storeOne(client, entry);
        // When
        EntriesFound found = lookup(client, key("none"), key("one"));
        // Then
        assertThat(stored.kind()).isEqualTo(Kind.STORED);
        assertThat(stored.strongKey()).isEqualTo(StrongKey.of(key("one"), entry.observed()));
        assertThat(found.found()).extracting(KeyEntries::key).containsExactly(key("one"));
        CacheEntry one = found.found().get(0).entries().get(0);
        assertThat(one.observed()).isEqualTo(entry.observed());
        assertThat(one.value()).isEqualTo(entry.value());
        assertThat(one.outId()).isEqualTo("outid");
        assertThat(one.firstCommit()).isEqualTo("abc123");
        assertThat(one.costMillis()).isEqualTo(1500);
        assertThat(one.producer()).isEqualTo("agent-1 build-1");
        assertThat(one.nonDeterministic()).isFalse();
    }

    @Test
    void theNewestEightOfAKeyStay() {
        // Given
        IntStream.range(0, 10)
                .forEach(i -> storeOne(client, entry(client, key("eight"), "s" + i, "v" + i)));
        // When
        List<CacheEntry> found = lookup(client, key("eight")).found().get(0).entries();
        // Then
        assertThat(found)
                .extracting(e -> e.observed().get(0).state())
                .containsExactly("s9", "s8", "s7", "s6", "s5", "s4", "s3", "s2");
    }

    @Test
    void aRepeatedStoreChangesNothing() {
        // Given
        NewEntry entry = entry(client, key("twice"), "-", "value");
        storeOne(client, entry);
        EntriesFound before = lookup(client, key("twice"));
        // When
        Outcome again = storeOne(client, entry);
        // Then
        assertThat(again.kind()).isEqualTo(Kind.KNOWN);
        assertThat(lookup(client, key("twice"))).isEqualTo(before);
    }

    @Test
    void entriesOfOneRequestAreJudgedOneByOne() {
        // Given
        NewEntry good = entry(client, key("good"), "-", "there");
        NewEntry half = entry(key("half"), "-", good.value(), List.of(key("not uploaded")));
        NewEntry none = entry(key("no value"), "-", key("no value's blob"), List.of());
        // When
        EntriesStored stored = store(client, good, half, none);
        // Then
        assertThat(stored.outcomes())
                .extracting(Outcome::kind)
                .containsExactly(Kind.STORED, Kind.INCOMPLETE, Kind.INCOMPLETE);
        assertThat(stored.outcomes().get(1).missing()).containsExactly(key("not uploaded"));
        assertThat(lookup(client, key("good"), key("half"), key("no value")).found()).hasSize(1);
    }

    @Test
    void tenantsProjectsAndSchemasDoNotSeeEachOther() {
        // Given
        storeOne(client, entry(client, key("own"), "-", "blue's"));
        // Then
        assertThat(lookup(Client.trusted("green"), key("own")).found()).isEmpty();
        assertThat(lookup(client.at("Other"), key("own")).found()).isEmpty();
        Scope scope = new Scope("any", "any");
        assertThat(RecordKeys.of("blue", scope, 2, key("own")))
                .isNotEqualTo(RecordKeys.of("blue", scope, 1, key("own")));
    }

    @Test
    void aPullRequestReadsItsTargetAndWritesItsOwn() {
        // Given
        Client pullRequest = Client.pullRequest("blue", 7);
        storeOne(client, entry(client, key("pr"), "-", "target"));
        // When
        Outcome forged = storeOne(pullRequest, entry(client, key("pr"), "-", "forged"));
        Outcome own = storeOne(pullRequest, entry(client, key("pr own"), "-", "own"));
        // Then
        assertThat(forged.kind()).isEqualTo(Kind.STORED);
        assertThat(own.kind()).isEqualTo(Kind.STORED);
        assertThat(values(client, "pr")).containsExactly(value("target"));
        assertThat(values(client, "pr own")).isEmpty();
        assertThat(values(Client.pullRequest("blue", 8), "pr")).containsExactly(value("target"));
        assertThat(values(Client.pullRequest("blue", 8), "pr own")).isEmpty();
        assertThat(values(pullRequest, "pr")).containsExactly(value("forged"), value("target"));
    }

    @Test
    void allOfManyConcurrentStoresAreKept() {
        // Given
        List<NewEntry> entries =
                IntStream.range(0, 8)
                        .mapToObj(i -> entry(client, key("race"), "s" + i, "race " + i))
                        .toList();
        // When
        List<CompletableFuture<Outcome>> stores =
                entries.stream()
                        .map(e -> CompletableFuture.supplyAsync(() -> storeOne(client, e)))
                        .toList();
        // Then
        assertThat(stores).allMatch(s -> s.join().kind() == Kind.STORED);
        assertThat(values(client, "race")).hasSize(8);
    }

    @Test
    void ofConcurrentStoresOfTheSameInputsTheFirstWins() {
        // Given
        List<NewEntry> entries =
                IntStream.range(0, 6)
                        .mapToObj(i -> entry(client, key("tie"), "-", "tie " + i))
                        .toList();
        // When
        List<Kind> kinds =
                entries.stream()
                        .map(e -> CompletableFuture.supplyAsync(() -> storeOne(client, e).kind()))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();
        // Then
        assertThat(kinds).containsOnlyOnce(Kind.STORED);
        assertThat(kinds.stream().filter(k -> k == Kind.NON_DETERMINISTIC)).hasSize(5);
        assertThat(values(client, "tie")).hasSize(1);
    }

    @Test
    void wrongRequestsAreRefusedWithAllThatIsWrong() {
        // When
        Response schema =
                client.postJson(
                        "/internal/v1/cache/entries/lookup",
                        json(new LookupEntries(99, List.of(key("one")))));
        Response digests =
                client.postJson(
                        "/internal/v1/cache/entries/lookup",
                        "{\"schema\":1,\"keys\":[\"x\",\"" + "A".repeat(64) + "\"]}");
        Response none = client.postJson("/internal/v1/cache/entries", "{\"schema\":1}");
        // Then
        assertThat(schema.statusCode()).isEqualTo(400);
        assertThat(schema.jsonPath().getString("violations[0].field")).isEqualTo("schema");
        assertThat(digests.statusCode()).isEqualTo(400);
        assertThat(digests.jsonPath().getList("violations")).hasSize(2);
        assertThat(none.statusCode()).isEqualTo(400);
    }

    private static List<String> values(Client client, String name) {
        return lookup(client, key(name)).found().stream()
                .flatMap(k -> k.entries().stream())
                .map(CacheEntry::value)
                .toList();
    }

    private static String value(String text) {
        return Client.sha256(text.getBytes());
    }
}
