package dev.buildserver.cli.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One connection to a stream of events. Lines are handed over through a queue, so that silence can
 * be told from an end: a dead network gives neither.
 */
final class EventConnection implements AutoCloseable {
    /** Lines read ahead of the caller; the connection stops reading beyond. */
    private static final int AHEAD = 256;

    private sealed interface Item {
        record Line(String text) implements Item {}

        record End(int status, String body, Throwable failure) implements Item {}
    }

    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private final ServerEventParser parser = new ServerEventParser();
    private final Lines lines = new Lines();
    private final CompletableFuture<HttpResponse<String>> answer;

    EventConnection(HttpClient http, HttpRequest request) {
        answer = http.sendAsync(request, handler());
        answer.whenComplete(
                (response, failure) ->
                        items.add(
                                failure == null
                                        ? new Item.End(response.statusCode(), response.body(), null)
                                        : new Item.End(0, null, cause(failure))));
    }

    /**
     * The next event.
     *
     * @param silence how long no byte at all may arrive
     * @return empty when the stream ended
     * @throws SilentException when nothing arrived for that long
     * @throws RefusedStreamException when the answer is no stream
     * @throws IOException when it broke
     */
    Optional<ServerEvent> next(Duration silence) throws IOException, InterruptedException {
        while (true) {
            Item item = items.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
            if (item == null) {
                throw new SilentException(silence);
            }
            if (item instanceof Item.End end) {
                return ended(end);
            }
            lines.taken();
            Optional<ServerEvent> event = parser.line(((Item.Line) item).text());
            if (event.isPresent()) {
                return event;
            }
        }
    }

    private static Optional<ServerEvent> ended(Item.End end) throws IOException {
        if (end.failure() != null) {
            throw new IOException(end.failure().getMessage(), end.failure());
        }
        if (end.status() != 200) {
            throw new RefusedStreamException(end.status(), end.body());
        }
        return Optional.empty();
    }

    /** Whether the server has begun to answer with a stream. */
    boolean opened() {
        return lines.subscription != null;
    }

    @Override
    public void close() {
        lines.stop();
        answer.cancel(true);
    }

    private BodyHandler<String> handler() {
        return info ->
                info.statusCode() == 200
                        ? BodySubscribers.fromLineSubscriber(
                                lines, done -> "", StandardCharsets.UTF_8, null)
                        : BodySubscribers.ofString(StandardCharsets.UTF_8);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    /** The connection stands, as far as anybody knows, but nothing comes. */
    static final class SilentException extends IOException {
        SilentException(Duration silence) {
            super("nothing was heard for " + silence.toSeconds() + " s");
        }
    }

    private final class Lines implements Flow.Subscriber<String> {
        // Written by the HTTP client's thread, read by the caller's.
        private volatile Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(AHEAD);
        }

        @Override
        public void onNext(String line) {
            items.add(new Item.Line(line));
        }

        @Override
        public void onError(Throwable failure) {
            // The answer's future fails too, and says so.
        }

        @Override
        public void onComplete() {
            // The answer's future completes after this.
        }

        void taken() {
            subscription.request(1);
        }

        void stop() {
            Flow.Subscription current = subscription;
            if (current != null) {
                current.cancel();
            }
        }
    }
}
