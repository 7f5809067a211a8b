package dev.buildserver.agent.cached.shadow;

import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.store.CacheLevel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A cache that does not have some keys, so that these projects are built, and keeps nothing but the
 * entries that such builds make of them.
 */
public final class ShadowCache implements CacheLevel {
    private final CacheLevel real;
    private final Set<String> hidden;
    private final BooleanSupplier stopped;
    private final Map<String, Entry> made = new HashMap<>();

    /**
     * @param hidden keys
     * @param stopped whether nobody wants the result any more: then every call fails
     */
    public ShadowCache(CacheLevel real, Set<String> hidden, BooleanSupplier stopped) {
        this.real = real;
        this.hidden = Set.copyOf(hidden);
        this.stopped = stopped;
    }

    /** What the build of a hidden key's project made; empty where it did not come to that. */
    Optional<Entry> made(String key) {
        return Optional.ofNullable(made.get(key));
    }

    @Override
    public Map<String, List<Entry>> find(Collection<String> keys) throws IOException {
        check();
        return real.find(visible(keys));
    }

    @Override
    public Map<String, List<Entry>> find(Collection<String> keys, Fit fit) throws IOException {
        check();
        return real.find(visible(keys), fit);
    }

    private List<String> visible(Collection<String> keys) {
        return keys.stream().filter(key -> !hidden.contains(key)).toList();
    }

    @Override
    public void add(Map<String, Entry> entries) throws IOException {
        check();
        entries.forEach(
                (key, entry) -> {
                    if (hidden.contains(key)) {
                        made.put(key, entry);
                    }
                });
    }

    @Override
    public Set<String> missing(Collection<String> contents) throws IOException {
        check();
        return real.missing(contents);
    }

    @Override
    public void bring(Collection<String> contents) throws IOException {
        check();
        real.bring(contents);
    }

    @Override
    public boolean read(String sha256, Path target) throws IOException {
        check();
        return real.read(sha256, target);
    }

    @Override
    public void write(Map<String, Path> files) throws IOException {
        check();
    }

    private void check() throws IOException {
        if (stopped.getAsBoolean()) {
            throw new InterruptedIOException("the verification has to stop");
        }
    }
}
