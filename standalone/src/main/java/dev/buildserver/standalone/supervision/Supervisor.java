package dev.buildserver.standalone.supervision;

import dev.buildserver.standalone.folder.Journal;
import dev.buildserver.standalone.folder.ProcessIdentity;
import dev.buildserver.standalone.runtime.Background;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * Starts parts again that end by themselves, and ends them all when asked to. Thread-safe. Nothing
 * is started once {@link #close} has begun.
 */
public final class Supervisor implements AutoCloseable {
    private final RestartPolicy policy;
    private final InstantSource clock;
    private final Background background;
    private final Journal journal;
    private final Runnable onChange;

    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, List<Instant>> restarts = new LinkedHashMap<>();
    private boolean closing;

    /**
     * @param onChange called after the set of processes has changed, by any thread
     */
    public Supervisor(
            RestartPolicy policy,
            InstantSource clock,
            Background background,
            Journal journal,
            Runnable onChange) {
        this.policy = policy;
        this.clock = clock;
        this.background = background;
        this.journal = journal;
        this.onChange = onChange;
    }

    /**
     * Takes over a running part.
     *
     * @param again starts it once more
     */
    public void watch(String name, Part part, Callable<Part> again) {
        synchronized (this) {
            if (closing) {
                part.close();
                return;
            }
            parts.put(name, part);
        }
        onChange.run();
        part.onExit()
                .thenAccept(
                        status ->
                                background
                                        .run(() -> ended(name, part, status, again))
                                        .exceptionally(fault -> told(name, fault)));
    }

    /** The processes that run now. */
    public synchronized List<ProcessIdentity> processes() {
        List<ProcessIdentity> identities = new ArrayList<>();
        parts.forEach((name, part) -> identities.add(ProcessIdentity.of(name, part.pid())));
        return identities;
    }

    /** Ends all parts at the same time, and waits. */
    @Override
    public void close() {
        List<Part> ending;
        synchronized (this) {
            closing = true;
            ending = new ArrayList<>(parts.values());
            parts.clear();
        }
        CompletableFuture.allOf(
                        ending.stream()
                                .map(part -> background.run(() -> close(part)))
                                .toArray(CompletableFuture[]::new))
                .join();
    }

    private static Void close(Part part) {
        part.close();
        return null;
    }

    private Void ended(String name, Part part, int status, Callable<Part> again) {
        synchronized (this) {
            if (closing || !parts.remove(name, part)) {
                return null;
            }
        }
        journal.say(name + " ended with status " + status);
        try {
            // Frees what belongs to the part besides its process.
            part.close();
            onChange.run();
        } finally {
            restart(name, again);
        }
        return null;
    }

    private Void told(String name, Throwable fault) {
        journal.say("After the end of " + name + ": " + fault.getMessage());
        return null;
    }

    private synchronized void restart(String name, Callable<Part> again) {
        List<Instant> earlier = restarts.computeIfAbsent(name, key -> new ArrayList<>());
        Optional<Duration> delay = policy.next(earlier, clock.instant());
        if (delay.isEmpty()) {
            journal.say(
                    name
                            + " was started "
                            + policy.most()
                            + " times in "
                            + policy.window().toMinutes()
                            + " minutes and ended each time; it stays down (see its log)");
            return;
        }
        earlier.add(clock.instant());
        journal.say(name + " starts again in " + delay.get().toMillis() + " ms");
        background.runAfter(delay.get(), () -> start(name, again));
    }

    private void start(String name, Callable<Part> again) {
        synchronized (this) {
            if (closing) {
                return;
            }
        }
        try {
            watch(name, again.call(), again);
        } catch (Exception | LinkageError e) {
            // Also where jars are being replaced at this moment.
            journal.say(name + " does not start: " + e.getMessage());
            restart(name, again);
        }
    }
}
