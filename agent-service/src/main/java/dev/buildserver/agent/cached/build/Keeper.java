package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.store.CacheLevel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Stores what a build made. A cache that can't take it, such as a full disk, fails no build. */
public final class Keeper {
    private final CacheLevel cache;
    private final Listener listener;
    private final Map<String, Entry> postponed = new HashMap<>();
    private boolean broken;

    Keeper(CacheLevel cache, Listener listener) {
        this.cache = cache;
        this.listener = listener;
    }

    /**
     * @param contents files by their SHA-256
     */
    public void contents(Map<String, Path> contents) {
        keep(() -> cache.write(contents));
    }

    /** All contents of the entries must have been kept. */
    public void entries(Map<String, Entry> entries) {
        keep(() -> cache.add(entries));
    }

    /**
     * The same, once {@link #keepPostponed} is called: what a cache service and its store do with
     * them takes processors from whatever is built meanwhile on the same machine.
     */
    void postpone(Map<String, Entry> entries) {
        postponed.putAll(entries);
    }

    void keepPostponed() {
        entries(Map.copyOf(postponed));
        postponed.clear();
    }

    // After a failure no entry is stored any more: it could name contents that are missing.
    private void keep(Step step) {
        if (broken) {
            return;
        }
        try {
            step.run();
        } catch (IOException e) {
            broken = true;
            listener.log("Nothing more of this build is kept in the cache: " + e.getMessage());
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
