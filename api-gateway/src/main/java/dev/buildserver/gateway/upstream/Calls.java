package dev.buildserver.gateway.upstream;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** How a call to another service is made: repeated where that helps, its failure explained. */
final class Calls {
    private Calls() {}

    /**
     * Makes a call that may be made twice: it reads, or carries an idempotency key, or asks for a
     * state. A service that has just restarted leaves broken connections behind, so one broken
     * connection is no reason to bother the client.
     */
    static <T> Uni<T> repeatable(Supplier<Uni<T>> call, String service, String unknownOutcome) {
        return Uni.createFrom()
                .deferred(() -> call.get())
                .onFailure(UpstreamErrors::isBroken)
                .retry()
                .atMost(1)
                .onItem()
                .ifNull()
                .failWith(
                        () ->
                                new BuildServerException(
                                        ErrorCode.UPSTREAM_FAILED,
                                        "The " + service + " answered with nothing"))
                .onFailure()
                .transform(failure -> UpstreamErrors.of(failure, service, unknownOutcome));
    }
}
