package dev.buildserver.agent.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Numbered batches that are not known to be durable, as the bytes that go over the wire: the first
 * few in memory, the rest in files, so that a long outage costs disk and not heap. Not thread-safe.
 */
final class Spool {
    private static final int IN_MEMORY_BYTES = 1024 * 1024;

    private final Path folder;
    private final Deque<Batch> batches = new ArrayDeque<>();
    private long bytes;
    private long bytesInMemory;

    /**
     * @param folder made when first needed; its owner removes it
     */
    Spool(Path folder) {
        this.folder = folder;
    }

    /** Bytes of all batches. */
    long bytes() {
        return bytes;
    }

    void add(int number, byte[] content) {
        Batch batch;
        if (bytesInMemory + content.length <= IN_MEMORY_BYTES) {
            batch = new Batch(number, content.length, content);
            bytesInMemory += content.length;
        } else {
            write(number, content);
            batch = new Batch(number, content.length, null);
        }
        bytes += content.length;
        batches.addLast(batch);
    }

    /** The content of a batch that was added and not removed. */
    byte[] read(int number) {
        Batch batch = batches.stream().filter(b -> b.number == number).findFirst().orElseThrow();
        if (batch.content != null) {
            return batch.content;
        }
        try {
            return Files.readAllBytes(file(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets all batches up to this one. */
    void removeUpTo(int number) {
        while (!batches.isEmpty() && batches.getFirst().number <= number) {
            Batch batch = batches.removeFirst();
            bytes -= batch.size;
            if (batch.content != null) {
                bytesInMemory -= batch.size;
            } else {
                delete(batch.number);
            }
        }
    }

    private void write(int number, byte[] content) {
        try {
            Files.createDirectories(folder);
            Files.write(file(number), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(int number) {
        try {
            Files.deleteIfExists(file(number));
        } catch (IOException e) {
            // The folder goes with the attempt.
        }
    }

    private Path file(int number) {
        return folder.resolve(number + ".json");
    }

    private record Batch(int number, int size, byte[] content) {}
}
