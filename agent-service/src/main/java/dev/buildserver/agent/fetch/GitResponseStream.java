package dev.buildserver.agent.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a response as a stream. Other than the JDK's own (in 17), it ends when the reading
 * thread is interrupted, and when the server is silent for too long.
 */
final class GitResponseStream extends InputStream implements BodySubscriber<InputStream> {
    private static final Part END = new Part(List.of(), null);

    private final Duration idleTimeout;
    // Never holds more than one part and an end: the next is asked for when one is used up.
    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private volatile Flow.Subscription subscription;
    private List<ByteBuffer> buffers = List.of();
    private int next;
    private boolean ended;

    /**
     * @param idleTimeout zero: wait for ever
     */
    GitResponseStream(Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription = source;
        source.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> content) {
        parts.add(new Part(content, null));
    }

    @Override
    public void onError(Throwable failure) {
        parts.add(new Part(List.of(), failure));
    }

    @Override
    public void onComplete() {
        parts.add(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            while (next < buffers.size()) {
                ByteBuffer buffer = buffers.get(next);
                if (buffer.hasRemaining()) {
                    int n = Math.min(length, buffer.remaining());
                    buffer.get(target, offset, n);
                    return n;
                }
                next++;
            }
            awaitPart();
        }
        return -1;
    }

    private void awaitPart() throws IOException {
        try {
            Part part =
                    idleTimeout.isZero()
                            ? parts.take()
                            : parts.poll(idleTimeout.toMillis(), TimeUnit.MILLISECONDS);
            if (part == null) {
                throw new SocketTimeoutException(
                        "the server sent nothing for " + idleTimeout.toSeconds() + " s");
            }
            if (part.failure != null) {
                throw new IOException("the connection broke", part.failure);
            }
            if (part == END) {
                ended = true;
                return;
            }
            buffers = part.content;
            next = 0;
            subscription.request(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the fetch was interrupted");
        }
    }

    @Override
    public void close() {
        ended = true;
        Flow.Subscription source = subscription;
        if (source != null) {
            source.cancel();
        }
    }

    private record Part(List<ByteBuffer> content, Throwable failure) {}
}
