package dev.buildserver.agent.cached.remote;

import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.store.DiskCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The agent's own disk, and the cache service behind it. A service that does not answer is not
 * asked again by the same attempt, and nothing fails by it.
 */
public final class SharedCache implements CacheLevel {
    private final DiskCache disk;
    private final RemoteCache remote;
    private final Path scratch;
    private final Consumer<Runnable> besides;
    private final Consumer<String> troubles;
    private volatile boolean reachable = true;

    /**
     * @param scratch a folder of the attempt for what comes
     * @param besides runs what nobody waits for
     * @param troubles hears, once, why the service is not used
     */
    public SharedCache(
            DiskCache disk,
            RemoteCache remote,
            Path scratch,
            Consumer<Runnable> besides,
            Consumer<String> troubles) {
        this.disk = disk;
        this.remote = remote;
        this.scratch = scratch;
        this.besides = besides;
        this.troubles = troubles;
    }

    @Override
    public Map<String, List<Entry>> find(Collection<String> keys) throws IOException {
        Map<String, List<Entry>> found = new HashMap<>(disk.find(keys));
        List<String> unknown = keys.stream().filter(key -> !found.containsKey(key)).toList();
        if (!unknown.isEmpty()) {
            ask(() -> found.putAll(remote.find(unknown, folder())));
        }
        return found;
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
                });
    }

    @Override
    public void add(Map<String, Entry> entries) throws IOException {
        disk.add(entries);
        if (reachable && !entries.isEmpty()) {
            besides.accept(() -> ask(() -> remote.store(entries, contents(entries.values()))));
        }
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

    private Map<String, Path> contents(Collection<Entry> entries) {
        Map<String, Path> contents = new HashMap<>();
        entries.stream()
                .flatMap(entry -> entry.files().stream())
                .map(StoredFile::sha256)
                .forEach(sha256 -> disk.file(sha256).ifPresent(file -> contents.put(sha256, file)));
        return contents;
    }

    private Path folder() throws IOException {
        return Files.createDirectories(scratch);
    }

    private void ask(Question question) {
        if (!reachable) {
            return;
        }
        try {
            question.ask();
        } catch (IOException | RuntimeException e) {
            reachable = false;
            troubles.accept("The cache service is not used for this build: " + e.getMessage());
        }
    }

    private interface Question {
        void ask() throws IOException;
    }
}
