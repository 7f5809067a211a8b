package dev.buildserver.agent.cached.remote;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.contract.cache.ActionKind;
import dev.buildserver.contract.cache.AskMissing;
import dev.buildserver.contract.cache.BlobFrames;
import dev.buildserver.contract.cache.BlobsStored;
import dev.buildserver.contract.cache.CacheEntry;
import dev.buildserver.contract.cache.CacheSchema;
import dev.buildserver.contract.cache.EntriesFound;
import dev.buildserver.contract.cache.EntriesStored;
import dev.buildserver.contract.cache.FetchBlobs;
import dev.buildserver.contract.cache.LookupEntries;
import dev.buildserver.contract.cache.ObservedKind;
import dev.buildserver.contract.cache.OutputManifest;
import dev.buildserver.contract.cache.StoreEntries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The cache service, in the terms of the agent. Everything is asked for in batches. Files come to a
 * folder, where the caller checks and keeps them.
 */
public final class RemoteCache {
    private static final String ENTRIES = "/internal/v1/cache/entries";

    /** A path on the wire is never empty. */
    private static final String ROOT = ".";

    /** No name in a tree. */
    private static final String PINS = "%00pins";

    private static final String BLOBS = "/internal/v1/cache/cas";

    /** Fixed orders: equal values must have equal bytes. */
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .enable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private final CacheCalls calls;

    public RemoteCache(CacheCalls calls) {
        this.calls = calls;
    }

    /**
     * The entries of each key, newest first.
     *
     * @param scratch a folder for what comes
     */
    public Map<String, List<Entry>> find(Collection<String> keys, Path scratch) throws IOException {
        EntriesFound found =
                calls.post(
                        ENTRIES + "/lookup",
                        new LookupEntries(CacheSchema.CURRENT, List.copyOf(keys)),
                        EntriesFound.class);
        Set<String> wanted = new LinkedHashSet<>();
        for (EntriesFound.KeyEntries key : found.found()) {
            for (CacheEntry entry : key.entries()) {
                wanted.add(entry.value());
                wanted.add(entry.diagnostics());
            }
        }
        wanted.remove(null);
        Map<String, byte[]> values = wanted.isEmpty() ? Map.of() : fetchSmall(wanted, scratch);
        Map<String, List<Entry>> entries = new HashMap<>();
        for (EntriesFound.KeyEntries key : found.found()) {
            List<Entry> read = new ArrayList<>();
            for (CacheEntry entry : key.entries()) {
                byte[] manifest = values.get(entry.value());
                byte[] outcome = values.get(entry.diagnostics());
                if (manifest != null && outcome != null && !entry.nonDeterministic()) {
                    read.add(entry(entry, manifest, outcome));
                }
            }
            if (!read.isEmpty()) {
                entries.put(key.key(), read);
            }
        }
        return entries;
    }

    /**
     * Fetches contents.
     *
     * @return files by the SHA-256 that they should have; what is missing is left out
     */
    public Map<String, Path> fetch(Collection<String> contents, Path scratch) throws IOException {
        Map<String, Path> files = new HashMap<>();
        Path stream = Files.createTempFile(scratch, "blobs", "");
        try {
            calls.download(BLOBS + "/fetch", new FetchBlobs(List.copyOf(contents)), stream);
            try (InputStream in = Files.newInputStream(stream)) {
                Frames.read(
                        in,
                        new Frames.Receiver() {
                            @Override
                            public OutputStream begin(String sha256) throws IOException {
                                return Files.newOutputStream(scratch.resolve(sha256));
                            }

                            @Override
                            public void end(String sha256, boolean good) {
                                if (good) {
                                    files.put(sha256, scratch.resolve(sha256));
                                }
                            }
                        });
            }
        } finally {
            Files.delete(stream);
        }
        return files;
    }

    /**
     * Stores entries, and what they need.
     *
     * @param contents of their files, by SHA-256
     */
    public void store(Map<String, Entry> entries, Map<String, Path> contents) throws IOException {
        Map<String, Frames.Content> blobs = new LinkedHashMap<>();
        List<StoreEntries.NewEntry> stored = new ArrayList<>();
        for (Map.Entry<String, Entry> one : entries.entrySet()) {
            Entry entry = one.getValue();
            List<String> files =
                    entry.files().stream().map(StoredFile::sha256).distinct().sorted().toList();
            if (!contents.keySet().containsAll(files)) {
                continue;
            }
            files.forEach(file -> blobs.put(file, Frames.Content.of(contents.get(file))));
            String manifest = add(manifest(entry, contents), blobs);
            String outcome = add(outcome(entry), blobs);
            stored.add(
                    new StoreEntries.NewEntry(
                            one.getKey(),
                            entry.value() == null ? ActionKind.PROJECT : ActionKind.DESCRIPTION,
                            observed(entry),
                            manifest,
                            null,
                            outcome,
                            entry.commit(),
                            entry.millis(),
                            files));
        }
        upload(blobs);
        calls.post(ENTRIES, new StoreEntries(CacheSchema.CURRENT, stored), EntriesStored.class);
    }

    // The service tells entries of a key apart by what they observed: pins are a part of that.
    private static List<dev.buildserver.contract.cache.Observed> observed(Entry entry) {
        List<dev.buildserver.contract.cache.Observed> observed =
                new ArrayList<>(entry.accesses().stream().map(RemoteCache::wire).toList());
        if (!entry.pins().isEmpty()) {
            List<String> pins =
                    entry.pins().stream()
                            .map(pin -> pin.fromPath() + " " + pin.sha256())
                            .distinct()
                            .sorted()
                            .toList();
            observed.add(
                    new dev.buildserver.contract.cache.Observed(
                            ObservedKind.CONTENT, PINS, Sha256.of(String.join("\n", pins))));
        }
        return observed;
    }

    private void upload(Map<String, Frames.Content> blobs) throws IOException {
        AskMissing.Answer missing =
                calls.post(
                        BLOBS + "/missing",
                        new AskMissing(List.copyOf(blobs.keySet())),
                        AskMissing.Answer.class);
        Map<String, Frames.Content> sent = new LinkedHashMap<>();
        missing.missing().forEach(sha256 -> sent.put(sha256, blobs.get(sha256)));
        if (!sent.isEmpty()) {
            calls.upload(
                    BLOBS + "/upload",
                    Frames.write(sent),
                    BlobFrames.MEDIA_TYPE,
                    BlobsStored.class);
        }
    }

    private Map<String, byte[]> fetchSmall(Set<String> wanted, Path scratch) throws IOException {
        Map<String, byte[]> values = new HashMap<>();
        for (Map.Entry<String, Path> file : fetch(wanted, scratch).entrySet()) {
            byte[] content = Files.readAllBytes(file.getValue());
            if (Sha256.of(content).equals(file.getKey())) {
                values.put(file.getKey(), content);
            }
            Files.delete(file.getValue());
        }
        return values;
    }

    private static String add(byte[] content, Map<String, Frames.Content> blobs) {
        String sha256 = Sha256.of(content);
        blobs.put(sha256, Frames.Content.of(content));
        return sha256;
    }

    private static byte[] manifest(Entry entry, Map<String, Path> contents) throws IOException {
        Map<String, OutputManifest.OutputFile> files = new TreeMap<>();
        for (StoredFile file : entry.files()) {
            files.put(
                    file.path(),
                    new OutputManifest.OutputFile(
                            file.path(),
                            file.sha256(),
                            Files.size(contents.get(file.sha256())),
                            file.program() ? "755" : "644",
                            file.from() == null
                                    ? null
                                    : new OutputManifest.CopiedFrom(file.from(), file.fromPath())));
        }
        return JSON.writeValueAsBytes(
                new OutputManifest(CacheSchema.CURRENT, List.copyOf(files.values())));
    }

    private static byte[] outcome(Entry entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JSON.writeValue(
                bytes,
                new Outcome(entry.pins(), entry.faces(), entry.diagnostics(), entry.value()));
        return bytes.toByteArray();
    }

    private static Entry entry(CacheEntry entry, byte[] manifest, byte[] outcome)
            throws IOException {
        OutputManifest files = JSON.readValue(manifest, OutputManifest.class);
        Outcome rest = JSON.readValue(outcome, Outcome.class);
        return new Entry(
                entry.observed().stream()
                        .filter(observed -> !observed.path().equals(PINS))
                        .map(RemoteCache::own)
                        .toList(),
                files.files().stream().map(RemoteCache::own).toList(),
                rest.pins(),
                rest.faces(),
                rest.diagnostics(),
                rest.value(),
                entry.costMillis(),
                entry.firstCommit());
    }

    private static StoredFile own(OutputManifest.OutputFile file) {
        return new StoredFile(
                file.path(),
                file.sha256(),
                file.mode().equals("755"),
                file.from() == null ? null : file.from().project(),
                file.from() == null ? null : file.from().path());
    }

    private static Observed own(dev.buildserver.contract.cache.Observed observed) {
        return new Observed(
                observed.kind() == ObservedKind.CONTENT
                        ? Observed.Kind.CONTENT
                        : Observed.Kind.LISTING,
                observed.path().equals(ROOT) ? "" : observed.path(),
                observed.state());
    }

    private static dev.buildserver.contract.cache.Observed wire(Observed observed) {
        return new dev.buildserver.contract.cache.Observed(
                observed.kind() == Observed.Kind.CONTENT
                        ? ObservedKind.CONTENT
                        : ObservedKind.LISTING,
                observed.path().isEmpty() ? ROOT : observed.path(),
                observed.state());
    }
}
