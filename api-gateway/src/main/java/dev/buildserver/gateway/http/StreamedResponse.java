package dev.buildserver.gateway.http;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Writes bodies of any length. What is written next is asked for when the client has taken what was
 * written before, so a slow client costs one piece of memory and no thread.
 *
 * <p>The resource method answers with the returned {@code Uni}: nothing is left for the framework
 * to write when it ends. A body that breaks off ends with the connection, not as if it were whole.
 */
public final class StreamedResponse {
    private static final Logger LOG = Logger.getLogger(StreamedResponse.class);

    private StreamedResponse() {}

    /**
     * Passes an answer of another service on: its status, those of its headers that are named, its
     * body.
     */
    public static Uni<Void> pass(
            HttpClientResponse from, List<String> headers, RoutingContext request) {
        HttpServerResponse to = request.response();
        to.setStatusCode(from.statusCode());
        for (String name : headers) {
            String value = from.getHeader(name);
            if (value != null) {
                to.putHeader(name, value);
            }
        }
        if (from.statusCode() == 304 || request.request().method() == HttpMethod.HEAD) {
            from.resume();
            return Uni.createFrom().completionStage(to.end().toCompletionStage());
        }
        if (!to.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            to.setChunked(true);
        }
        to.closeHandler(gone -> from.request().reset());
        return Uni.createFrom()
                // Ended after a failure, half a body would look whole or leave the client waiting.
                .completionStage(from.pipe().endOnFailure(false).to(to).toCompletionStage())
                .onFailure()
                .recoverWithUni(broken -> breakOff(from, to, broken));
    }

    /** Writes pieces of text as they come. */
    public static Uni<Void> write(
            Multi<String> pieces, String contentType, RoutingContext request) {
        HttpServerResponse to = request.response();
        to.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
        to.setChunked(true);
        return Uni.createFrom()
                .emitter(done -> pieces.subscribe().withSubscriber(new Writer(to, done::complete)));
    }

    private static Uni<Void> breakOff(
            HttpClientResponse from, HttpServerResponse to, Throwable why) {
        LOG.debugf(why, "A response broke off");
        // Else the rest would be read, for nobody.
        from.request().reset();
        to.reset();
        return Uni.createFrom().voidItem();
    }

    private static final class Writer implements Subscriber<String> {
        private final HttpServerResponse to;
        private final Consumer<Void> done;
        private Subscription pieces;

        Writer(HttpServerResponse to, Consumer<Void> done) {
            this.to = to;
            this.done = done;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            pieces = subscription;
            to.closeHandler(gone -> stop());
            pieces.request(1);
        }

        @Override
        public void onNext(String piece) {
            to.write(Buffer.buffer(piece))
                    .onComplete(
                            written -> {
                                if (written.succeeded()) {
                                    pieces.request(1);
                                } else {
                                    stop();
                                }
                            });
        }

        @Override
        public void onError(Throwable why) {
            LOG.debugf(why, "A stream broke off");
            to.reset();
            done.accept(null);
        }

        @Override
        public void onComplete() {
            to.end().onComplete(ended -> done.accept(null));
        }

        private void stop() {
            pieces.cancel();
            done.accept(null);
        }
    }
}
