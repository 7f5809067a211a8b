package dev.buildserver.contract.agent;

import java.util.List;
import java.util.UUID;

/**
 * What the agent should know; state, not messages: repeated until it shows effect.
 *
 * @param revoked held attempts that are no longer the agent's: kill, report nothing
 * @param cancel held attempts to cancel
 * @param drain take no more work, until an answer says otherwise
 */
public record HeartbeatAnswer(List<UUID> revoked, List<UUID> cancel, boolean drain) {
    public HeartbeatAnswer {
        revoked = revoked == null ? List.of() : List.copyOf(revoked);
        cancel = cancel == null ? List.of() : List.copyOf(cancel);
    }
}
