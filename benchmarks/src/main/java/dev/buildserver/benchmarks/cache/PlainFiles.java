package dev.buildserver.benchmarks.cache;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Files of one size in a folder, as the system writes and reads them: what no store of blobs on
 * that disk beats. Like the stores, it leaves to the system when contents get to the disk, and
 * reads what was written lately.
 */
public final class PlainFiles {
    private static final int FILES_OF_A_THREAD = 20;

    private final Path folder;
    private final WorkerExecutor threads;
    private final int count;
    private final Duration time;

    /**
     * @param count of threads that write or read at a time
     * @param time of each measurement
     */
    public PlainFiles(Path folder, WorkerExecutor threads, int count, Duration time) {
        this.folder = folder;
        this.threads = threads;
        this.count = count;
        this.time = time;
    }

    /** Bytes a second; each thread replaces its oldest file when it has many. */
    public double write(int sizeBytes) throws IOException {
        Files.createDirectories(folder);
        return measure(
                seat -> {
                    byte[] content = new byte[sizeBytes];
                    new Random(seat).nextBytes(content);
                    return file -> {
                        Files.deleteIfExists(file);
                        Files.write(file, content);
                        return sizeBytes;
                    };
                });
    }

    /** Bytes a second, of files that were {@link #write written} before. */
    public double read() {
        return measure(seat -> file -> Files.exists(file) ? Files.readAllBytes(file).length : 0);
    }

    @FunctionalInterface
    private interface Step {
        long run(Path file) throws IOException;
    }

    @FunctionalInterface
    private interface Script {
        Step of(int seat);
    }

    private double measure(Script script) {
        long began = System.nanoTime();
        long end = began + time.toNanos();
        List<Future<Long>> runs =
                IntStream.range(0, count)
                        .mapToObj(
                                seat ->
                                        threads.executeBlocking(
                                                () -> run(seat, script.of(seat), end), false))
                        .toList();
        Future.all(runs).toCompletionStage().toCompletableFuture().join();
        long bytes = runs.stream().mapToLong(Future::result).sum();
        return bytes * 1e9 / (System.nanoTime() - began);
    }

    private long run(int seat, Step step, long end) throws IOException {
        long bytes = 0;
        for (int number = 0; System.nanoTime() < end; number++) {
            bytes += step.run(folder.resolve(seat + "-" + number % FILES_OF_A_THREAD));
        }
        return bytes;
    }
}
