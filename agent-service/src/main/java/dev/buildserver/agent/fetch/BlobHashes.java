package dev.buildserver.agent.fetch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.lib.CoreConfig.EolStreamType;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The SHA-256 of blobs as a checkout writes them, by their ids. An agent builds one commit after
 * another of few repositories, and most blobs of a commit are those of the one before. Thread-safe.
 */
final class BlobHashes {
    /** Some ten megabytes. */
    static final int MOST = 50_000;

    private final Map<Written, String> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Written, String> eldest) {
                    return size() > MOST;
                }
            };

    /**
     * A blob in a work tree.
     *
     * @param ends what becomes of its ends of lines
     */
    record Written(ObjectId blob, EolStreamType ends) {}

    /** Null where it is not known. */
    synchronized String get(Written file) {
        return known.get(file);
    }

    synchronized void put(Written file, String sha256) {
        known.put(file, sha256);
    }
}
