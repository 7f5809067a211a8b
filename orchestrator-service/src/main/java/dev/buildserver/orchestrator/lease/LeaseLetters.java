package dev.buildserver.orchestrator.lease;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.domain.source.GitRefs;
import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.support.security.InternalTokens;
import dev.buildserver.support.security.Roles;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/** Writes what an agent gets of a lease, with the token for all calls about it. */
@ApplicationScoped
class LeaseLetters {
    // After the run time-out there is the result to send, also over an outage.
    private static final Duration TOKEN_MARGIN = Duration.ofHours(2);

    private final InternalTokens tokens;

    LeaseLetters(InternalTokens tokens) {
        this.tokens = tokens;
    }

    Lease write(Granted granted) {
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
                granted.traceParent());
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
                        "trusted", isTrusted(granted)),
                granted.runTimeout().plus(TOKEN_MARGIN));
    }

    // Only these may give later builds results: whoever can't push must not reach them.
    private static String isTrusted(Granted granted) {
        return Boolean.toString(GitRefs.isBranchOrTag(granted.job().gitRef()));
    }
}
