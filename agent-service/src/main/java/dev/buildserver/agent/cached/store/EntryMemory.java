package dev.buildserver.agent.cached.store;

import dev.buildserver.agent.cached.entry.Entry;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What files of entries hold, as long as memory allows: one build after another looks up the same.
 * Files are replaced, never changed. That an old state may be seen does no harm: an entry that was
 * stored once is true as long as its key is. Thread-safe.
 */
public final class EntryMemory {
    private static final int MOST = 5_000;

    private final Map<Path, Known> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Path, Known> eldest) {
                    return size() > MOST;
                }
            };

    private record Known(Object file, long size, SoftReference<List<Entry>> entries) {
        private boolean isOf(BasicFileAttributes attributes) {
            return size == attributes.size() && file.equals(attributes.fileKey());
        }
    }

    /** What the file holds; empty where it is not known, or no longer. */
    Optional<List<Entry>> get(Path file) throws IOException {
        Known one;
        synchronized (known) {
            one = known.get(file);
        }
        List<Entry> entries = one == null ? null : one.entries().get();
        return entries != null && one.isOf(attributes(file))
                ? Optional.of(entries)
                : Optional.empty();
    }

    /**
     * Remembers what has been read.
     *
     * @param before the file's attributes when it was about to be read
     */
    void put(Path file, BasicFileAttributes before, List<Entry> entries) {
        if (before.fileKey() != null) {
            Known one = new Known(before.fileKey(), before.size(), new SoftReference<>(entries));
            synchronized (known) {
                known.put(file, one);
            }
        }
    }

    /** The file is replaced. */
    void forget(Path file) {
        synchronized (known) {
            known.remove(file);
        }
    }

    static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
