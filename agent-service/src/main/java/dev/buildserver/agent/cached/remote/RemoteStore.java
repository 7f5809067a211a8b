package dev.buildserver.agent.cached.remote;

import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.contract.cache.ActionKind;
import dev.buildserver.contract.cache.AskMissing;
import dev.buildserver.contract.cache.BlobFrames;
import dev.buildserver.contract.cache.BlobsStored;
import dev.buildserver.contract.cache.CacheSchema;
import dev.buildserver.contract.cache.EntriesStored;
import dev.buildserver.contract.cache.StoreEntries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Gives the cache service what an agent made; the bytes that it has are not sent again. */
public final class RemoteStore {
    private final CacheCalls calls;

    /**
     * @param calls with deadlines of someone for whom nobody waits
     */
    public RemoteStore(CacheCalls calls) {
        this.calls = calls;
    }

    /**
     * An entry to be stored.
     *
     * @param key weak key
     */
    record Keyed(String key, Entry entry) {}

    /**
     * Stores entries, and what they need. Those of which a content is not given are left out.
     *
     * @param contents of their files, by SHA-256
     * @return what the service did not take as it was, for people
     * @throws CacheRefusedException nothing was stored, since one of them is not acceptable
     */
    List<String> store(List<Keyed> entries, Map<String, Path> contents) throws IOException {
        Map<String, Frames.Content> blobs = new LinkedHashMap<>();
        List<StoreEntries.NewEntry> stored = new ArrayList<>();
        for (Keyed one : entries) {
            List<String> files =
                    one.entry().files().stream()
                            .map(StoredFile::sha256)
                            .distinct()
                            .sorted()
                            .toList();
            if (contents.keySet().containsAll(files)) {
                files.forEach(file -> blobs.put(file, Frames.Content.of(contents.get(file))));
                stored.add(stored(one.key(), one.entry(), files, contents, blobs));
            }
        }
        upload(blobs);
        return calls
                .post(
                        RemoteCache.ENTRIES,
                        new StoreEntries(CacheSchema.CURRENT, stored),
                        EntriesStored.class)
                .outcomes()
                .stream()
                .flatMap(RemoteStore::refusal)
                .toList();
    }

    private static StoreEntries.NewEntry stored(
            String key,
            Entry entry,
            List<String> files,
            Map<String, Path> contents,
            Map<String, Frames.Content> blobs)
            throws IOException {
        String manifest = add(EntryForm.manifest(entry, contents), blobs);
        String outcome = add(EntryForm.outcome(entry), blobs);
        return new StoreEntries.NewEntry(
                key,
                entry.value() == null ? ActionKind.PROJECT : ActionKind.DESCRIPTION,
                EntryForm.observed(entry),
                manifest,
                null,
                outcome,
                entry.commit(),
                entry.millis(),
                files);
    }

    private static Stream<String> refusal(EntriesStored.Outcome outcome) {
        return switch (outcome.kind()) {
            case STORED, KNOWN -> Stream.empty();
            case NON_DETERMINISTIC ->
                    Stream.of(
                            outcome.key()
                                    + " came out differently before: "
                                    + outcome.firstValue());
            case QUARANTINED -> Stream.of(outcome.key() + " is quarantined");
            case INCOMPLETE ->
                    Stream.of(outcome.key() + " lacks " + outcome.missing().size() + " contents");
        };
    }

    private void upload(Map<String, Frames.Content> blobs) throws IOException {
        Map<String, Frames.Content> sent = new LinkedHashMap<>();
        for (List<String> page : RemoteCache.pages(blobs.keySet(), AskMissing.MOST_DIGESTS)) {
            calls.post(RemoteCache.MISSING, new AskMissing(page), AskMissing.Answer.class)
                    .missing()
                    .forEach(sha256 -> sent.put(sha256, blobs.get(sha256)));
        }
        if (!sent.isEmpty()) {
            calls.upload(
                    RemoteCache.BLOBS + "/upload",
                    Frames.write(sent),
                    BlobFrames.MEDIA_TYPE,
                    BlobsStored.class);
        }
    }

    private static String add(byte[] content, Map<String, Frames.Content> blobs) {
        String sha256 = Sha256.of(content);
        blobs.put(sha256, Frames.Content.of(content));
        return sha256;
    }
}
