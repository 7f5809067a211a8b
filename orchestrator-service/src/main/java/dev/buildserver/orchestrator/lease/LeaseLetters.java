package dev.buildserver.orchestrator.lease;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.support.security.InternalTokens;
import dev.buildserver.support.security.Roles;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Writes what an agent gets of a lease, with the token for all calls about it. */
@ApplicationScoped
class LeaseLetters {
    // After the run time-out there is the result to send, also over an outage.
    private static final Duration TOKEN_MARGIN = Duration.ofHours(2);

    private final InternalTokens tokens;

    LeaseLetters(InternalTokens tokens) {
        this.tokens = tokens;
    }

    /** Begins to write, aside. */
    Letter begin(Granted granted) {
        return new Letter(
                granted,
                CompletableFuture.supplyAsync(
                        () -> write(granted), Infrastructure.getDefaultWorkerPool()));
    }

    private Lease write(Granted granted) {
        return new Lease(
                granted.attemptUid(),
                token(granted),
                granted.attemptNo(),
                granted.task().buildId(),
                granted.task().taskNo(),
                granted.buildNumber(),
                granted.tenant(),
                granted.job(),
                granted.strategy(),
                granted.runTimeout(),
                granted.traceParent(),
                granted.trusted());
    }

    private String token(Granted granted) {
        return tokens.sign(
                granted.agentId(),
                Roles.LEASE,
                Map.of(
                        "attempt", granted.attemptUid().toString(),
                        "build", granted.task().buildId().toString(),
                        "task", Integer.toString(granted.task().taskNo()),
                        "tenant", granted.tenant(),
                        "session", granted.sessionId().toString(),
                        "leased", Long.toString(granted.leasedAt().toEpochMilli()),
                        "project", granted.job().projectName(),
                        "ref", granted.job().gitRef(),
                        "trusted", Boolean.toString(granted.trusted())),
                granted.runTimeout().plus(TOKEN_MARGIN));
    }
}
