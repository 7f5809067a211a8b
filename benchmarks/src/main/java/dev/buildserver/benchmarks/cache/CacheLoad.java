package dev.buildserver.benchmarks.cache;

import dev.buildserver.benchmarks.measure.ProcessCpu;
import dev.buildserver.benchmarks.measure.Samples;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Puts and gets blobs, and looks up entries, with some connections at a time. */
public final class CacheLoad {
    private static final String PREFIX = "/cas/";
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final CacheTarget target;
    private final WorkerExecutor threads;
    private final int connections;
    private final Duration time;
    private final AtomicLong wrong = new AtomicLong();

    /**
     * @param time of each measurement, after a fifth of it that does not count
     */
    public CacheLoad(CacheTarget target, WorkerExecutor threads, int connections, Duration time) {
        this.target = target;
        this.threads = threads;
        this.connections = connections;
        this.time = time;
    }

    /**
     * What was measured.
     *
     * @param bytesPerSecond of contents
     * @param cpuMillis processor time of the server for one operation
     */
    public record Figure(
            double opsPerSecond,
            double bytesPerSecond,
            double p50Millis,
            double p99Millis,
            double cpuMillis) {}

    /** Answers that were not as they should be. */
    public long wrong() {
        return wrong.get();
    }

    /** New blobs of one size. */
    public Figure put(int sizeBytes) {
        return measure(
                seat -> {
                    Random random = new Random(seat * 7919L + sizeBytes);
                    byte[] blob = new byte[sizeBytes];
                    random.nextBytes(blob);
                    long[] number = {0};
                    return connection -> {
                        stamp(blob, ++number[0] * connections + seat);
                        int status = connection.put(PREFIX + sha256(blob), blob).status();
                        check(status >= 200 && status < 300);
                        return blob.length;
                    };
                });
    }

    /** Blobs that are there, over and over. */
    public Figure get(int sizeBytes, int count) throws IOException {
        List<String> paths = new ArrayList<>();
        try (HttpConnection connection = connect()) {
            for (int i = 0; i < count; i++) {
                byte[] blob = new byte[sizeBytes];
                new Random(i * 31L + sizeBytes).nextBytes(blob);
                paths.add(PREFIX + sha256(blob));
                connection.put(paths.get(i), blob);
            }
        }
        return measure(
                seat -> {
                    Random random = new Random(seat);
                    return connection -> {
                        HttpConnection.Answer answer =
                                connection.get(paths.get(random.nextInt(count)));
                        check(answer.status() == 200 && answer.bytes() == sizeBytes);
                        return answer.bytes();
                    };
                });
    }

    /**
     * Look-ups of entries, in batches.
     *
     * @param keys of which half have an entry
     * @return operations are keys
     */
    public Figure lookUp(List<String> keys, int batch) {
        Figure requests =
                measure(
                        seat -> {
                            Random random = new Random(seat);
                            return connection -> {
                                byte[] question = question(keys, batch, random);
                                HttpConnection.Answer answer =
                                        connection.post(
                                                "/internal/v1/cache/entries/lookup",
                                                question,
                                                false);
                                check(answer.status() == 200 && answer.bytes() > batch);
                                return answer.bytes();
                            };
                        });
        return new Figure(
                requests.opsPerSecond() * batch,
                requests.bytesPerSecond(),
                requests.p50Millis(),
                requests.p99Millis(),
                requests.cpuMillis());
    }

    /** A request that must succeed. */
    public byte[] post(String path, String json) throws IOException {
        try (HttpConnection connection = connect()) {
            HttpConnection.Answer answer =
                    connection.post(path, json.getBytes(StandardCharsets.UTF_8), true);
            if (answer.status() != 200) {
                throw new IOException(
                        path + " answered " + answer.status() + ": " + new String(answer.body()));
            }
            return answer.body();
        }
    }

    /** Puts one blob; its digest. */
    public String put(byte[] blob) throws IOException {
        try (HttpConnection connection = connect()) {
            check(connection.put(PREFIX + sha256(blob), blob).status() < 300);
            return sha256(blob);
        }
    }

    private static byte[] question(List<String> keys, int batch, Random random) {
        StringBuilder json = new StringBuilder("{\"schema\":1,\"keys\":[");
        for (int i = 0; i < batch; i++) {
            json.append(i == 0 ? "\"" : ",\"");
            json.append(keys.get(random.nextInt(keys.size()))).append('"');
        }
        return json.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void check(boolean right) {
        if (!right) {
            wrong.incrementAndGet();
        }
    }

    private HttpConnection connect() throws IOException {
        return new HttpConnection(target.port(), target.headers());
    }

    /** One operation; returns the bytes of content. */
    @FunctionalInterface
    private interface Operation {
        long run(HttpConnection connection) throws IOException;
    }

    @FunctionalInterface
    private interface Script {
        Operation of(int seat);
    }

    private record Share(long operations, long bytes, Samples millis) {}

    private Figure measure(Script script) {
        List<Operation> operations = IntStream.range(0, connections).mapToObj(script::of).toList();
        run(operations, time.dividedBy(5));
        double cpuBefore = cpu();
        long began = System.nanoTime();
        List<Share> shares = run(operations, time);
        double seconds = (System.nanoTime() - began) / 1e9;
        long count = shares.stream().mapToLong(Share::operations).sum();
        Samples millis = new Samples();
        shares.forEach(share -> share.millis().addTo(millis));
        return new Figure(
                count / seconds,
                shares.stream().mapToLong(Share::bytes).sum() / seconds,
                millis.median(),
                millis.percentile(99),
                (cpu() - cpuBefore) / count);
    }

    private List<Share> run(List<Operation> operations, Duration length) {
        long end = System.nanoTime() + length.toNanos();
        List<Future<Share>> runs =
                operations.stream()
                        .map(op -> threads.executeBlocking(() -> run(op, end), false))
                        .toList();
        Future.all(runs).toCompletionStage().toCompletableFuture().join();
        return runs.stream().map(Future::result).toList();
    }

    private Share run(Operation operation, long end) throws IOException {
        Samples millis = new Samples();
        long bytes = 0;
        try (HttpConnection connection = connect()) {
            for (long begin = System.nanoTime(); begin < end; ) {
                bytes += operation.run(connection);
                long now = System.nanoTime();
                millis.add((double) (now - begin) / NANOS_PER_MILLI);
                begin = now;
            }
        }
        return new Share(millis.count(), bytes, millis);
    }

    private double cpu() {
        try {
            return ProcessCpu.millis(target.pids()).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void stamp(byte[] blob, long number) {
        for (int i = 0; i < Long.BYTES; i++) {
            blob[i] = (byte) (number >>> (8 * i));
        }
    }

    private static String sha256(byte[] blob) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(blob));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
