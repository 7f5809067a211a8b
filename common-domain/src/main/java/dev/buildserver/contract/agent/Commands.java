package dev.buildserver.contract.agent;

import java.util.List;
import java.util.UUID;

/** Orders for running attempts; state, repeated until the agent knows. */
public record Commands(List<UUID> cancel, List<UUID> revoked, boolean drain) {
    public Commands {
        cancel = cancel == null ? List.of() : List.copyOf(cancel);
        revoked = revoked == null ? List.of() : List.copyOf(revoked);
    }
}
