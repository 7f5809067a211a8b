package dev.buildserver.agent.cached.store;

import dev.buildserver.agent.cached.entry.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A place for contents by SHA-256 and for entries by key. Thread-safe. */
public interface CacheLevel {
    /** How many entries of one key are kept. */
    int ENTRIES_PER_KEY = 8;

    /**
     * The entries of each key, newest first; a key without any is left out.
     *
     * @throws IOException nothing is known
     */
    Map<String, List<Entry>> find(Collection<String> keys) throws IOException;

    /** Whether an entry of a key would do for whoever looks it up. */
    interface Fit {
        boolean test(String key, Entry entry) throws IOException;
    }

    /**
     * The same for somebody whom not every entry of a key serves: what is near by is not all that
     * is known where none of it fits.
     */
    default Map<String, List<Entry>> find(Collection<String> keys, Fit fit) throws IOException {
        return find(keys);
    }

    /** Adds an entry to each key. */
    void add(Map<String, Entry> entries) throws IOException;

    /** Which of the contents are not here. */
    Set<String> missing(Collection<String> contents) throws IOException;

    /** Gets contents that will be read soon, all at once. What can't be had is missing then. */
    default void bring(Collection<String> contents) throws IOException {}

    /** The attempt reads nothing more; what it adds is on its way still. */
    default void release() {}

    /** Why a part of the cache is not used any more, for people; empty when all is well. */
    default Optional<String> degraded() {
        return Optional.empty();
    }

    /**
     * Writes a content to a file, which must not exist.
     *
     * @return false where it is not here, or is no longer what it was: then it is gone
     */
    boolean read(String sha256, Path target) throws IOException;

    /**
     * Keeps contents.
     *
     * @param files by SHA-256; must not change meanwhile
     */
    void write(Map<String, Path> files) throws IOException;
}
