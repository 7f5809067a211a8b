package dev.buildserver.cache.entry;

import dev.buildserver.cache.Client;
import dev.buildserver.contract.cache.ActionKind;
import dev.buildserver.contract.cache.CacheSchema;
import dev.buildserver.contract.cache.EntriesFound;
import dev.buildserver.contract.cache.EntriesStored;
import dev.buildserver.contract.cache.EntriesStored.Outcome;
import dev.buildserver.contract.cache.LookupEntries;
import dev.buildserver.contract.cache.Observed;
import dev.buildserver.contract.cache.ObservedKind;
import dev.buildserver.contract.cache.StoreEntries;
import dev.buildserver.contract.cache.StoreEntries.NewEntry;
import dev.buildserver.support.json.WireJson;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What agents ask of entries. */
final class EntryRequests {
    private EntryRequests() {}

    static String key(String name) {
        return Client.sha256(name.getBytes());
    }

    /** An entry whose value, a blob of that text, is uploaded. */
    static NewEntry entry(Client client, String key, String state, String value) {
        client.putBlob(value.getBytes());
        return entry(key, state, Client.sha256(value.getBytes()), List.of());
    }

    static NewEntry entry(String key, String state, String value, List<String> blobs) {
        return new NewEntry(
                key,
                ActionKind.PROJECT,
                List.of(
                        new Observed(ObservedKind.CONTENT, "src/Directory.Build.props", state),
                        new Observed(ObservedKind.LISTING, "src", "d".repeat(64))),
                value,
                "outid",
                null,
                "abc123",
                1500,
                blobs);
    }

    static EntriesStored store(Client client, NewEntry... entries) {
        return read(
                client.postJson(
                        "/internal/v1/cache/entries",
                        json(new StoreEntries(CacheSchema.CURRENT, List.of(entries)))),
                EntriesStored.class);
    }

    static Outcome storeOne(Client client, NewEntry entry) {
        return store(client, entry).outcomes().get(0);
    }

    static EntriesFound lookup(Client client, String... keys) {
        return read(
                client.postJson(
                        "/internal/v1/cache/entries/lookup",
                        json(new LookupEntries(CacheSchema.CURRENT, List.of(keys)))),
                EntriesFound.class);
    }

    static String json(Object body) {
        try {
            return WireJson.mapper().writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T read(Response answer, Class<T> type) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + ": " + answer.asString());
        }
        try {
            return WireJson.mapper().readValue(answer.asByteArray(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
