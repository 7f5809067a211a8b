package dev.buildserver.cache.blob;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.buildserver.cache.runtime.StorageTasks;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.storage.StoredContent;
import dev.buildserver.support.config.Bounds;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Lets those who read the same blob at the same time share one read of the object storage. Small
 * blobs are shared in memory, and stay there for a while; large ones are shared through a file.
 * Bounded: beyond the bounds, each reads for itself.
 */
@Singleton
class SharedReads {
    /** Up to this size, a blob is read and checked before the first byte is handed out. */
    static final int SMALL_BYTES = 256 << 10;

    /** Up to this size, it is kept in memory for the next reader. */
    private static final int COPIED_BYTES = 64 << 10;

    // Beside the content: the name, and the map's own.
    private static final int OVERHEAD_BYTES = 300;
    // What was removed meanwhile is not handed out for longer; it is right all the same.
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final long LONGEST_WAIT_SECONDS = 60;

    private final StorageTasks tasks;
    private final Path folder;
    private final AtomicLong spoolBytes;
    private final Map<String, CompletableFuture<Flight>> flights = new ConcurrentHashMap<>();
    private final Cache<String, byte[]> copies;

    SharedReads(StorageTasks tasks, ReadConfig config) {
        this.tasks = tasks;
        this.folder =
                config.spoolFolder().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
        this.spoolBytes = new AtomicLong(config.spoolSize().asLongValue());
        Bounds.check("buildserver.cache.read.memory", config.memory().asLongValue(), 0, 16L << 30);
        this.copies =
                Caffeine.newBuilder()
                        .maximumWeight(config.memory().asLongValue())
                        .<String, byte[]>weigher((key, copy) -> copy.length + OVERHEAD_BYTES)
                        .expireAfterWrite(KEPT)
                        .build();
    }

    /** A small blob that was read lately; it was checked then. */
    Optional<StoredContent> copy(String key) {
        return Optional.ofNullable(copies.getIfPresent(key))
                .map(copy -> new StoredContent(new ByteArrayInputStream(copy), copy.length));
    }

    void forget(String key) {
        copies.invalidate(key);
    }

    /**
     * What a reader gets of a flight.
     *
     * @param joined false: nothing, it must read for itself
     * @param content empty when there is no such blob
     */
    private record View(boolean joined, Optional<StoredContent> content) {
        static final View NONE = new View(false, Optional.empty());
    }

    /** What a read of the object storage gives to all who wait for it. */
    private sealed interface Flight {
        View view();
    }

    private record Small(Optional<byte[]> bytes) implements Flight {
        @Override
        public View view() {
            return new View(
                    true, bytes.map(b -> new StoredContent(new ByteArrayInputStream(b), b.length)));
        }
    }

    private record Large(Spool spool) implements Flight {
        @Override
        public View view() {
            return spool.open()
                    .map(r -> new View(true, Optional.of(new StoredContent(r, spool.sizeBytes()))))
                    .orElse(View.NONE);
        }
    }

    /** Not to be shared: for the one who opened it. */
    private record Alone(StoredContent content) implements Flight {
        @Override
        public View view() {
            return View.NONE;
        }
    }

    /**
     * Opens a blob, or joins one who does.
     *
     * @param open reads the object storage; empty when there is no such blob, or not a good one
     */
    Optional<StoredContent> read(String key, Supplier<Optional<StoredContent>> open) {
        CompletableFuture<Flight> mine = new CompletableFuture<>();
        CompletableFuture<Flight> first = flights.putIfAbsent(key, mine);
        if (first != null) {
            View view = join(first).view();
            return view.joined() ? view.content() : open.get();
        }
        return lead(key, mine, open);
    }

    private Optional<StoredContent> lead(
            String key, CompletableFuture<Flight> mine, Supplier<Optional<StoredContent>> open) {
        boolean lasting = false;
        try {
            Flight flight = begin(key, mine, open.get());
            lasting = flight instanceof Large;
            Optional<StoredContent> view =
                    flight instanceof Alone alone
                            ? Optional.of(alone.content())
                            : flight.view().content();
            mine.complete(flight);
            return view;
        } catch (RuntimeException | Error e) {
            // Those who joined would wait for ever.
            mine.completeExceptionally(e);
            throw e;
        } finally {
            if (!lasting) {
                flights.remove(key, mine);
            }
        }
    }

    private Flight begin(
            String key, CompletableFuture<Flight> mine, Optional<StoredContent> opened) {
        if (opened.isEmpty()) {
            return new Small(Optional.empty());
        }
        StoredContent content = opened.get();
        if (content.sizeBytes() <= SMALL_BYTES) {
            byte[] bytes = bytes(content);
            if (bytes.length <= COPIED_BYTES) {
                copies.put(key, bytes);
            }
            return new Small(Optional.of(bytes));
        }
        long size = content.sizeBytes();
        if (spoolBytes.addAndGet(-size) < 0) {
            spoolBytes.addAndGet(size);
            return new Alone(content);
        }
        Runnable over =
                () -> {
                    flights.remove(key, mine);
                    spoolBytes.addAndGet(size);
                };
        return spooled(content, over);
    }

    private Flight spooled(StoredContent content, Runnable over) {
        try {
            Spool spool = Spool.in(folder, content, over);
            tasks.copy(spool::copy);
            return new Large(spool);
        } catch (IOException | RejectedExecutionException e) {
            // No space, no folder, no thread: the reader needs none of them.
            over.run();
            return new Alone(content);
        }
    }

    private static byte[] bytes(StoredContent content) {
        try (InputStream stream = content.stream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new BuildServerException(
                    ErrorCode.UNAVAILABLE, "The object storage broke off", e);
        }
    }

    private static Flight join(CompletableFuture<Flight> first) {
        try {
            return first.orTimeout(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new BuildServerException(
                            ErrorCode.UNAVAILABLE, "The object storage is too slow", e);
        }
    }
}
