package dev.buildserver.agent.cached.remote;

import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.remote.RemoteStore.Keyed;
import dev.buildserver.agent.cached.store.DiskCache;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Gives the cache service what an attempt made, in its order and many entries at once. Nobody waits
 * for it, so it has patience: a service that is busy is asked again, until that is in vain several
 * times in a row.
 */
public final class Uploads {
    private static final Logger LOG = Logger.getLogger(Uploads.class);

    /** Entries of one request: what they need is uploaded just before. */
    private static final int AT_ONCE = 100;

    /** After each failure an eighth as many. */
    private static final int FEWER_BITS = 3;

    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(20));

    private final DiskCache disk;
    private final RemoteStore store;
    private final Consumer<Runnable> besides;
    private final Pins.Later later;
    private final PendingUploads pending;
    private final List<Keyed> waiting = new ArrayList<>();
    private int failures;
    private boolean running;
    private boolean givenUp;
    private Runnable whenIdle = () -> {};

    /**
     * @param disk which has what entries need
     * @param besides runs what nobody waits for
     */
    public Uploads(
            DiskCache disk,
            RemoteStore store,
            Consumer<Runnable> besides,
            Pins.Later later,
            PendingUploads pending) {
        this.disk = disk;
        this.store = store;
        this.besides = besides;
        this.later = later;
        this.pending = pending;
    }

    /** Whether anything will be asked of the service. */
    synchronized boolean add(Map<String, Entry> entries) {
        if (givenUp || entries.isEmpty()) {
            return false;
        }
        pending.more(entries.size());
        entries.forEach((key, entry) -> waiting.add(new Keyed(key, entry)));
        if (!running) {
            running = true;
            besides.accept(this::run);
        }
        return true;
    }

    /** Runs something once all that was added is stored, or given up. */
    synchronized void whenIdle(Runnable then) {
        if (running) {
            whenIdle = then;
        } else {
            besides.accept(then);
        }
    }

    private void run() {
        for (List<Keyed> batch = next(); !batch.isEmpty(); batch = next()) {
            try {
                store(batch);
                failures = 0;
                done(batch);
            } catch (IOException | RuntimeException e) {
                if (failures < PAUSES.size()) {
                    LOG.infof("The cache service is given entries once more: %s", e);
                    later.run(PAUSES.get(failures), this::run);
                    failures++;
                    return;
                }
                giveUp(e);
            }
        }
    }

    /** What is to be stored next; it stays until it is {@link #done}. */
    private List<Keyed> next() {
        Runnable then;
        synchronized (this) {
            if (!waiting.isEmpty()) {
                // What took too long as a whole may be sent in parts.
                int most = Math.max(1, AT_ONCE >> FEWER_BITS * failures);
                return List.copyOf(waiting.subList(0, Math.min(waiting.size(), most)));
            }
            running = false;
            then = whenIdle;
            whenIdle = () -> {};
        }
        then.run();
        return List.of();
    }

    private synchronized void done(List<Keyed> batch) {
        waiting.subList(0, batch.size()).clear();
        pending.done(batch.size());
    }

    private synchronized void giveUp(Exception why) {
        LOG.warnf("%d entries are not in the cache service: %s", waiting.size(), why);
        givenUp = true;
        pending.done(waiting.size());
        waiting.clear();
    }

    private void store(List<Keyed> batch) throws IOException {
        try {
            refused(store.store(batch, contents(batch)));
        } catch (CacheRefusedException e) {
            if (batch.size() == 1) {
                refused(List.of(batch.get(0).key() + ": " + e.getMessage()));
                return;
            }
            // One that can't be taken must not cost the others.
            for (Keyed one : batch) {
                store(List.of(one));
            }
        }
    }

    private static void refused(List<String> refusals) {
        for (String refusal : refusals) {
            LOG.warnf("The cache service did not take an entry: %s", refusal);
        }
    }

    private Map<String, Path> contents(List<Keyed> entries) {
        Map<String, Path> contents = new HashMap<>();
        entries.stream()
                .flatMap(one -> one.entry().files().stream())
                .map(StoredFile::sha256)
                .forEach(sha256 -> disk.file(sha256).ifPresent(file -> contents.put(sha256, file)));
        return contents;
    }
}
