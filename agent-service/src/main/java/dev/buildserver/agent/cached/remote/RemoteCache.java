package dev.buildserver.agent.cached.remote;

import com.fasterxml.jackson.core.JacksonException;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.contract.cache.AskMissing;
import dev.buildserver.contract.cache.CacheEntry;
import dev.buildserver.contract.cache.CacheSchema;
import dev.buildserver.contract.cache.EntriesFound;
import dev.buildserver.contract.cache.FetchBlobs;
import dev.buildserver.contract.cache.LookupEntries;
import dev.buildserver.contract.cache.ReportBroken;
import dev.buildserver.contract.cache.ReportBroken.BrokenEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the cache service has, in the terms of the agent. Everything is asked for in batches. Files
 * come to a folder, where the caller checks and keeps them.
 */
public final class RemoteCache {
    static final String ENTRIES = "/internal/v1/cache/entries";
    static final String BLOBS = "/internal/v1/cache/cas";

    /** Pins, too. */
    static final String MISSING = BLOBS + "/missing";

    private final CacheCalls calls;

    public RemoteCache(CacheCalls calls) {
        this.calls = calls;
    }

    /**
     * An entry of the service.
     *
     * @param key weak key
     * @param strongKey its identity
     */
    public record Found(String key, String strongKey, Entry entry) {}

    /**
     * What a look-up gave.
     *
     * @param entries those that are whole, of each key the newest first
     * @param broken those whose own value did not come as it should
     */
    public record Answer(List<Found> entries, List<BrokenEntry> broken) {}

    /**
     * Looks up entries. Those that came out differently at another time are left out.
     *
     * @param scratch a folder for what comes
     */
    public Answer find(Collection<String> keys, Path scratch) throws IOException {
        List<EntriesFound.KeyEntries> offered = new ArrayList<>();
        for (List<String> page : pages(keys, LookupEntries.MOST_KEYS)) {
            offered.addAll(
                    calls.post(
                                    ENTRIES + "/lookup",
                                    new LookupEntries(CacheSchema.CURRENT, page),
                                    EntriesFound.class)
                            .found());
        }
        Set<String> wanted =
                offered.stream()
                        .flatMap(key -> key.entries().stream())
                        .flatMap(entry -> Stream.of(entry.value(), entry.diagnostics()))
                        .filter(Objects::nonNull)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, byte[]> values = fetchSmall(wanted, scratch);
        Answer answer = new Answer(new ArrayList<>(), new ArrayList<>());
        for (EntriesFound.KeyEntries key : offered) {
            for (CacheEntry entry : key.entries()) {
                add(key.key(), entry, values, answer);
            }
        }
        return answer;
    }

    private static void add(String key, CacheEntry entry, Map<String, byte[]> values, Answer answer)
            throws IOException {
        if (entry.nonDeterministic() || entry.diagnostics() == null) {
            return;
        }
        List<String> gone =
                Stream.of(entry.value(), entry.diagnostics())
                        .filter(blob -> !values.containsKey(blob))
                        .toList();
        if (!gone.isEmpty()) {
            answer.broken().add(new BrokenEntry(key, entry.strongKey(), gone));
            return;
        }
        try {
            byte[] manifest = values.get(entry.value());
            byte[] outcome = values.get(entry.diagnostics());
            answer.entries()
                    .add(
                            new Found(
                                    key,
                                    entry.strongKey(),
                                    EntryForm.entry(entry, manifest, outcome)));
        } catch (JacksonException e) {
            // Of another version of the agent, or of another tool: nothing for this one.
        }
    }

    /**
     * Says which entries could not be used; the service looks itself whether that is so.
     *
     * @return strong keys of those that it dropped
     */
    public List<String> reportBroken(List<BrokenEntry> broken) throws IOException {
        return calls.post(
                        ENTRIES + "/broken",
                        new ReportBroken(CacheSchema.CURRENT, broken),
                        ReportBroken.Answer.class)
                .dropped();
    }

    /**
     * Fetches contents.
     *
     * @return files by the SHA-256 that they should have; what is missing is left out
     */
    public Map<String, Path> fetch(Collection<String> contents, Path scratch) throws IOException {
        Map<String, Path> files = new HashMap<>();
        for (List<String> page : pages(contents, AskMissing.MOST_DIGESTS)) {
            fetch(page, scratch, files);
        }
        return files;
    }

    private void fetch(List<String> contents, Path scratch, Map<String, Path> files)
            throws IOException {
        Path stream = Files.createTempFile(scratch, "blobs", "");
        try {
            calls.download(BLOBS + "/fetch", new FetchBlobs(contents), stream);
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

    static <T> List<List<T>> pages(Collection<T> all, int most) {
        List<T> list = List.copyOf(all);
        List<List<T>> pages = new ArrayList<>();
        for (int begin = 0; begin < list.size(); begin += most) {
            pages.add(list.subList(begin, Math.min(list.size(), begin + most)));
        }
        return pages;
    }
}
