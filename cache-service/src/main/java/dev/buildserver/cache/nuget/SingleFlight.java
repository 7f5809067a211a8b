package dev.buildserver.cache.nuget;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Lets those who want the same at the same time wait for the one who gets it. */
final class SingleFlight {
    private final Map<String, CompletableFuture<Object>> flights = new ConcurrentHashMap<>();

    @SuppressWarnings("unchecked")
    <T> T run(String what, Supplier<T> work) {
        CompletableFuture<Object> mine = new CompletableFuture<>();
        CompletableFuture<Object> first = flights.putIfAbsent(what, mine);
        if (first != null) {
            return (T) join(first);
        }
        try {
            T result = work.get();
            mine.complete(result);
            return result;
        } catch (RuntimeException | Error e) {
            // Those who joined would wait for ever.
            mine.completeExceptionally(e);
            throw e;
        } finally {
            flights.remove(what, mine);
        }
    }

    private static Object join(CompletableFuture<Object> first) {
        try {
            return first.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
