package dev.buildserver.agent.claim;

import dev.buildserver.contract.agent.Lease;
import java.util.UUID;

/**
 * An attempt that this agent holds.
 *
 * @param receivedNanos when the lease arrived, by the agent's monotonic clock
 */
public record HeldAttempt(Lease lease, AttemptStop stop, long receivedNanos) {
    /** The fence of the attempt. */
    public UUID uid() {
        return lease.attemptUid();
    }
}
