package dev.buildserver.cache.blob;

import dev.buildserver.cache.runtime.StorageTasks;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.storage.StoredContent;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
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
 * blobs are shared in memory, large ones through a file. Bounded: beyond the bounds, each reads for
 * itself.
 */
@Singleton
class SharedReads {
    /** Up to this size, a blob is read and checked before the first byte is handed out. */
    static final int SMALL_BYTES = 256 << 10;

    private static final long LONGEST_WAIT_SECONDS = 60;

    private final StorageTasks tasks;
    private final Path folder;
    private final AtomicLong spoolBytes;
    private final Map<String, CompletableFuture<Flight>> flights = new ConcurrentHashMap<>();

    SharedReads(StorageTasks tasks, ReadConfig config) {
        this.tasks = tasks;
        this.folder =
                config.spoolFolder().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
        this.spoolBytes = new AtomicLong(config.spoolSize().asLongValue());
    }

    /** What a read of the object storage gives to all who wait for it. */
    private sealed interface Flight {
        /** A reader's own view; null when it came too late. */
        Optional<StoredContent> view();
    }

    private record Small(Optional<byte[]> bytes) implements Flight {
        @Override
        public Optional<StoredContent> view() {
            return bytes.map(b -> new StoredContent(new ByteArrayInputStream(b), b.length));
        }
    }

    private record Large(Spool spool) implements Flight {
        @Override
        public Optional<StoredContent> view() {
            InputStream reader = spool.open();
            return reader == null
                    ? null
                    : Optional.of(new StoredContent(reader, spool.sizeBytes()));
        }
    }

    /** Not to be shared: for the one who opened it. */
    private record Alone(StoredContent content) implements Flight {
        @Override
        public Optional<StoredContent> view() {
            return null;
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
            Optional<StoredContent> joined = join(first).view();
            return joined == null ? open.get() : joined;
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
                    flight instanceof Alone alone ? Optional.of(alone.content()) : flight.view();
            mine.complete(flight);
            return view;
        } catch (RuntimeException e) {
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
            return new Small(Optional.of(bytes(content)));
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
