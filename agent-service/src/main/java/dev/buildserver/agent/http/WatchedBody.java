package dev.buildserver.agent.http;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;

/** A body that tells how much of it has come: slow is not the same as silent. */
final class WatchedBody<T> implements BodySubscriber<T> {
    private final BodySubscriber<T> body;
    private final AtomicLong pieces;

    private WatchedBody(BodySubscriber<T> body, AtomicLong pieces) {
        this.body = body;
        this.pieces = pieces;
    }

    /**
     * @param pieces grows with what comes, the head of the answer included
     */
    static <T> BodyHandler<T> handler(BodyHandler<T> handler, AtomicLong pieces) {
        return head -> {
            pieces.incrementAndGet();
            return new WatchedBody<>(handler.apply(head), pieces);
        };
    }

    @Override
    public CompletionStage<T> getBody() {
        return body.getBody();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        body.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        pieces.incrementAndGet();
        body.onNext(piece);
    }

    @Override
    public void onError(Throwable failure) {
        body.onError(failure);
    }

    @Override
    public void onComplete() {
        body.onComplete();
    }
}
