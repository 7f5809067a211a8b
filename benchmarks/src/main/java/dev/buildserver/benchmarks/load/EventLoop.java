package dev.buildserver.benchmarks.load;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The one thread on which all clients and agents live, and the ways to it from another. */
final class EventLoop implements Later, AutoCloseable {
    private static final long LOOK_MILLIS = 5;

    private final Vertx vertx =
            Vertx.vertx(
                    new VertxOptions()
                            .setEventLoopPoolSize(1)
                            .setWorkerPoolSize(1)
                            .setInternalBlockingPoolSize(2));
    private final Context loop = vertx.getOrCreateContext();

    Vertx vertx() {
        return vertx;
    }

    @Override
    public void after(long millis, Runnable task) {
        vertx.setTimer(millis, timer -> task.run());
    }

    /** Runs the task there and waits for its end. */
    void run(Runnable task) {
        get(
                () -> {
                    task.run();
                    return null;
                });
    }

    /** The same with a result. */
    <T> T get(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, work -> loop.runOnContext(now -> work.run()))
                .join();
    }

    /** Lets time pass. */
    void pass(Duration time) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        loop.runOnContext(now -> after(Math.max(1, time.toMillis()), over::countDown));
        over.await();
    }

    /**
     * Waits until it is so.
     *
     * @param what for the message when it does not come
     */
    void await(String what, Duration limit, BooleanSupplier condition)
            throws InterruptedException, TimeoutException {
        CompletableFuture<Void> met = new CompletableFuture<>();
        loop.runOnContext(now -> look(condition, met));
        try {
            met.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(what, e.getCause());
        } catch (TimeoutException e) {
            met.cancel(false);
            throw new TimeoutException("Not within " + limit + ": " + what);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void look(BooleanSupplier condition, CompletableFuture<Void> met) {
        if (condition.getAsBoolean()) {
            met.complete(null);
        } else if (!met.isDone()) {
            after(LOOK_MILLIS, () -> look(condition, met));
        }
    }
}
