package dev.buildserver.agent.cached.remote;

import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.store.DiskCache;
import dev.buildserver.contract.cache.ReportBroken.BrokenEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The agent's own disk, and the cache service behind it. A service that does not answer is asked
 * for nothing more by the same attempt, and nothing fails by it.
 */
public final class SharedCache implements CacheLevel {
    private static final Logger LOG = Logger.getLogger(SharedCache.class);
    private static final int REPORTED_AT_ONCE = 500;

    private final DiskCache disk;
    private final RemoteCache remote;
    private final Pins pins;
    private final Path scratch;
    private final Uploads uploads;
    private final Consumer<String> troubles;
    private final Map<String, Offer> offers = new ConcurrentHashMap<>();
    private volatile String trouble;

    /**
     * @param scratch a folder of the attempt for what comes
     * @param troubles hears, once, why the service is not used, and what came damaged
     */
    public SharedCache(
            DiskCache disk,
            RemoteCache remote,
            Pins pins,
            Uploads uploads,
            Path scratch,
            Consumer<String> troubles) {
        this.disk = disk;
        this.remote = remote;
        this.pins = pins;
        this.scratch = scratch;
        this.uploads = uploads;
        this.troubles = troubles;
    }

    @Override
    public Map<String, List<Entry>> find(Collection<String> keys) throws IOException {
        return find(keys, (key, entry) -> true);
    }

    @Override
    public Map<String, List<Entry>> find(Collection<String> keys, Fit fit) throws IOException {
        Map<String, List<Entry>> found = new HashMap<>();
        disk.find(keys).forEach((key, entries) -> found.put(key, new ArrayList<>(entries)));
        List<String> open = new ArrayList<>();
        for (String key : keys) {
            if (!fits(key, found.getOrDefault(key, List.of()), fit)) {
                open.add(key);
            }
        }
        if (!open.isEmpty()) {
            ask(() -> look(open, found));
        }
        return found;
    }

    private static boolean fits(String key, List<Entry> entries, Fit fit) throws IOException {
        for (Entry entry : entries) {
            if (fit.test(key, entry)) {
                return true;
            }
        }
        return false;
    }

    private void look(List<String> keys, Map<String, List<Entry>> found) throws IOException {
        RemoteCache.Answer answer = remote.find(keys, folder());
        for (RemoteCache.Found one : answer.entries()) {
            found.computeIfAbsent(one.key(), key -> new ArrayList<>()).add(one.entry());
            Offer offer = new Offer(one.key(), one.strongKey());
            one.entry().files().forEach(file -> offers.put(file.sha256(), offer));
        }
        pins.offer(answer.entries().stream().flatMap(SharedCache::contents).toList());
        report(answer.broken());
    }

    private static Stream<String> contents(RemoteCache.Found found) {
        return found.entry().files().stream().map(StoredFile::sha256);
    }

    @Override
    public void bring(Collection<String> contents) throws IOException {
        Set<String> missing = disk.missing(contents);
        if (missing.isEmpty()) {
            return;
        }
        ask(
                () -> {
                    Map<String, Path> files = remote.fetch(missing, folder());
                    try {
                        keep(files);
                    } finally {
                        for (Path file : files.values()) {
                            Files.deleteIfExists(file);
                        }
                    }
                    reportMissing(disk.missing(missing));
                });
    }

    // Without it the entry would be offered to everybody again, until somebody asks for each blob.
    private void reportMissing(Set<String> contents) throws IOException {
        Map<Offer, List<String>> byEntry = new HashMap<>();
        for (String sha256 : contents) {
            Offer offer = offers.get(sha256);
            if (offer != null) {
                byEntry.computeIfAbsent(offer, o -> new ArrayList<>()).add(sha256);
            }
        }
        report(
                byEntry.entrySet().stream()
                        .map(
                                one ->
                                        new BrokenEntry(
                                                one.getKey().key(),
                                                one.getKey().strongKey(),
                                                one.getValue()))
                        .toList());
    }

    private void report(List<BrokenEntry> broken) throws IOException {
        if (!broken.isEmpty()) {
            troubles.accept(
                    "The cache service lacks contents of "
                            + broken.size()
                            + " entries, or they are damaged; they count as misses");
            for (int begin = 0; begin < broken.size(); begin += REPORTED_AT_ONCE) {
                remote.reportBroken(
                        broken.subList(begin, Math.min(broken.size(), begin + REPORTED_AT_ONCE)));
            }
        }
    }

    @Override
    public void add(Map<String, Entry> entries) throws IOException {
        disk.add(entries);
        if (uploads.add(entries)) {
            // What the service is told is there has to stay until it is stored.
            pins.holding();
        }
    }

    @Override
    public void release() {
        if (pins.end()) {
            uploads.whenIdle(pins::release);
        }
    }

    @Override
    public Optional<String> degraded() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public Set<String> missing(Collection<String> contents) {
        return disk.missing(contents);
    }

    @Override
    public boolean read(String sha256, Path target) throws IOException {
        return disk.read(sha256, target);
    }

    @Override
    public void write(Map<String, Path> files) throws IOException {
        disk.write(files);
    }

    // What is not as its name says is left out: then it is missing.
    private void keep(Map<String, Path> files) throws IOException {
        for (Map.Entry<String, Path> file : files.entrySet()) {
            try {
                disk.write(Map.of(file.getKey(), file.getValue()));
            } catch (IOException e) {
                troubles.accept("The cache service sent a damaged content: " + e.getMessage());
            }
        }
    }

    private Path folder() throws IOException {
        return Files.createDirectories(scratch);
    }

    private void ask(Question question) {
        if (trouble != null) {
            return;
        }
        try {
            question.ask();
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("The cache service failed", e);
            degrade(e.getMessage());
        } catch (RuntimeException e) {
            // Whatever the service sends, the build goes on without it.
            LOG.error("An answer of the cache service met a fault of this agent", e);
            degrade(e.toString());
        }
    }

    private void degrade(String why) {
        trouble = "The cache service is not used: " + why;
        troubles.accept("Cache degraded. " + trouble);
    }

    /** Where a content was offered. */
    private record Offer(String key, String strongKey) {}

    private interface Question {
        void ask() throws IOException;
    }
}
