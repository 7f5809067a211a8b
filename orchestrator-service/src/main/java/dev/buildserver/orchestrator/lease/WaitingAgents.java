package dev.buildserver.orchestrator.lease;

import dev.buildserver.domain.ids.UuidV7;
import jakarta.enterprise.context.ApplicationScoped;

/** The agents that wait for work at this replica. */
@ApplicationScoped
public class WaitingAgents {
    private final Dispatcher dispatcher;
    private final UuidV7 ids;

    WaitingAgents(Dispatcher dispatcher, UuidV7 ids) {
        this.dispatcher = dispatcher;
        this.ids = ids;
    }

    /** For the tasks of one transaction; to be closed when that has ended either way. */
    public Handover handover() {
        return new Handover(dispatcher, ids);
    }
}
