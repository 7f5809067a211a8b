package dev.buildserver.orchestrator.batch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for answers of group commits, on threads that may wait. */
public final class Answers {
    private Answers() {}

    /** The answer, or what the writer threw. */
    public static <A> A await(CompletableFuture<A> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
