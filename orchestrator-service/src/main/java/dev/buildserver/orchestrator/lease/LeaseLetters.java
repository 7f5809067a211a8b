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
        return letter(granted, sign(LeaseClaims.of(granted)));
    }

    /** Begins to sign the token of a lease, aside. */
    CompletableFuture<String> sign(LeaseClaims claims) {
        return CompletableFuture.supplyAsync(
                () -> token(claims), Infrastructure.getDefaultWorkerPool());
    }

    /** The letter of a lease, whose token is being signed. */
    Letter letter(Granted granted, CompletableFuture<String> token) {
        return new Letter(granted, token.thenApply(signed -> write(granted, signed)));
    }

    private static Lease write(Granted granted, String token) {
        return new Lease(
                granted.attemptUid(),
                token,
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

    private String token(LeaseClaims claims) {
        return tokens.sign(
                claims.agentId(),
                Roles.LEASE,
                Map.of(
                        "attempt", claims.attemptUid().toString(),
                        "build", claims.task().buildId().toString(),
                        "task", Integer.toString(claims.task().taskNo()),
                        "tenant", claims.tenant(),
                        "session", claims.sessionId().toString(),
                        "leased", Long.toString(claims.leasedAt().toEpochMilli()),
                        "project", claims.job().projectName(),
                        "ref", claims.job().gitRef(),
                        "trusted", Boolean.toString(claims.trusted())),
                claims.runTimeout().plus(TOKEN_MARGIN));
    }
}
