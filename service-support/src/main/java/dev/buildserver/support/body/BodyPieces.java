package dev.buildserver.support.body;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The pieces of one body between the event loop, which adds, and one thread, which takes. */
final class BodyPieces {
    /** Pieces that are asked for and were not taken yet, at most; each has up to 8 KiB. */
    private static final int WINDOW = 16;

    private static final int ENOUGH_BYTES = 32 << 10;
    // For more than has come, so that a slow sender is heard in time.
    private static final Duration PATIENCE = Duration.ofMillis(20);
    private static final String CONTINUE = "100-continue";

    private final RoutingContext routing;
    private final HttpServerRequest request;
    private final Duration longestSilence;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition enough = lock.newCondition();
    private Queue<Buffer> come = new ArrayDeque<>();
    private int bytes;
    private int expected;
    private boolean begun;
    private boolean ended;
    private boolean unwanted;
    private Throwable failure;

    /**
     * @param longestSilence after which the sender loses its connection
     */
    BodyPieces(RoutingContext routing, Duration longestSilence) {
        this.routing = routing;
        this.request = routing.request();
        this.longestSilence = longestSilence;
    }

    /**
     * Waits for what comes next.
     *
     * @return empty at the end of the body
     * @throws IOException the sender is gone; or was silent, and its connection is closed
     */
    Queue<Buffer> take() throws IOException {
        if (!begun) {
            begin();
        }
        Queue<Buffer> taken;
        lock.lock();
        try {
            await();
            if (failure != null) {
                throw new IOException("The body broke off", failure);
            }
            taken = come;
            come = new ArrayDeque<>();
            bytes = 0;
            expected += taken.size();
        } finally {
            lock.unlock();
        }
        // Without the lock: whoever adds a piece may hold that of the connection.
        ask(taken.size());
        return taken;
    }

    /** Nobody takes any more. */
    void discard() {
        lock.lock();
        try {
            unwanted = true;
            come.clear();
        } finally {
            lock.unlock();
        }
        if (begun) {
            ask(Long.MAX_VALUE);
        }
    }

    // With HTTP/2, nothing may be asked of a request that has ended, which it does meanwhile.
    private void ask(long more) {
        synchronized (request.connection()) {
            if (more > 0 && !request.isEnded()) {
                request.fetch(more);
            }
        }
    }

    private void begin() {
        begun = true;
        if (CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        expected = WINDOW;
        // Otherwise the body could end between the question and the handlers.
        synchronized (request.connection()) {
            if (request.isEnded()) {
                ended = true;
                return;
            }
            request.pause()
                    .exceptionHandler(this::fail)
                    .endHandler(end -> end())
                    .handler(this::add)
                    .fetch(WINDOW);
        }
        // The next request on this connection comes after the last piece of this one.
        routing.addEndHandler(answered -> discard());
    }

    private void await() throws IOException {
        long nanos = longestSilence.toNanos();
        try {
            while (!isEnough() && come.isEmpty() && nanos > 0) {
                long waited = Math.min(nanos, PATIENCE.toNanos());
                nanos -= waited - Math.max(0, enough.awaitNanos(waited));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        if (!isEnough() && come.isEmpty()) {
            request.connection().close();
            throw new IOException(
                    "Nothing of the body came for " + longestSilence.toSeconds() + " s");
        }
    }

    private boolean isEnough() {
        return bytes >= ENOUGH_BYTES || ended || failure != null || expected == 0;
    }

    private void add(Buffer piece) {
        lock.lock();
        try {
            if (unwanted) {
                return;
            }
            come.add(piece);
            bytes += piece.length();
            expected--;
            if (isEnough()) {
                enough.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            enough.signal();
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable cause) {
        lock.lock();
        try {
            if (!ended) {
                failure = cause;
                enough.signal();
            }
        } finally {
            lock.unlock();
        }
    }
}
