package dev.buildserver.cli.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** One request that appends to a part file. */
final class RangeTransfer {
    /** What came of it. */
    enum Outcome {
        /** The answer's body arrived to its end. */
        COMPLETE,
        /** The part can't be continued: it is longer than the file, or of another one. */
        UNUSABLE
    }

    private final PartFile part;
    private final long offset;
    private final LongConsumer progress;
    private volatile boolean misplaced;
    private boolean stopped;
    private long arrived;

    /**
     * @param offset where the part ends; 0 = no range is asked for
     * @param progress is told the part's length
     */
    RangeTransfer(PartFile part, long offset, LongConsumer progress) {
        this.part = part;
        this.offset = offset;
        this.progress = progress;
    }

    /**
     * @param stall how long no byte may arrive
     * @throws IOException when the connection broke or stalled
     */
    Outcome run(HttpClient http, HttpRequest request, Duration stall)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, handler());
        try {
            HttpResponse<String> response = await(answer, stall);
            return switch (response.statusCode()) {
                case 200 -> Outcome.COMPLETE;
                case 206 -> misplaced ? Outcome.UNUSABLE : Outcome.COMPLETE;
                case 412, 416 -> Outcome.UNUSABLE;
                default -> throw new RefusedStreamException(response.statusCode(), response.body());
            };
        } finally {
            stop();
            answer.cancel(true);
        }
    }

    private HttpResponse<String> await(
            CompletableFuture<HttpResponse<String>> answer, Duration stall)
            throws IOException, InterruptedException {
        long before = -1;
        while (true) {
            try {
                return answer.get(stall.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                long now = arrived();
                if (now == before || now == 0) {
                    throw new IOException("no data for " + stall.toSeconds() + " s", e);
                }
                before = now;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException io
                        ? io
                        : new IOException(e.getCause().getMessage(), e.getCause());
            }
        }
    }

    private BodyHandler<String> handler() {
        return info -> {
            misplaced =
                    info.statusCode() == 206
                            && !startsAt(info.headers().firstValue("Content-Range"));
            if (misplaced || info.statusCode() != 200 && info.statusCode() != 206) {
                return BodySubscribers.ofString(StandardCharsets.UTF_8);
            }
            if (info.statusCode() == 200) {
                restart();
            }
            return BodySubscribers.mapping(
                    BodySubscribers.ofByteArrayConsumer(bytes -> bytes.ifPresent(this::append)),
                    done -> "");
        };
    }

    private boolean startsAt(Optional<String> contentRange) {
        return contentRange.map(range -> range.startsWith("bytes " + offset + "-")).orElse(false);
    }

    private synchronized void restart() {
        try {
            if (!stopped) {
                part.truncate();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void append(byte[] bytes) {
        // A late byte of an abandoned connection must not get into what the next one writes.
        if (stopped) {
            return;
        }
        try {
            part.append(ByteBuffer.wrap(bytes));
            arrived += bytes.length;
            progress.accept(part.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void stop() {
        stopped = true;
    }

    private synchronized long arrived() {
        return arrived;
    }
}
