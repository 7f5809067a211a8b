package dev.buildserver.orchestrator.lifecycle;

import java.util.Set;
import java.util.UUID;

/** Event: attempts that these sessions hold are to be cancelled. */
public record CancelRequested(Set<UUID> sessions) {
    public CancelRequested {
        sessions = Set.copyOf(sessions);
    }
}
