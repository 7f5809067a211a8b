package dev.buildserver.orchestrator.agents;

import dev.buildserver.contract.agent.Capabilities;

/** What the connected agents can do, and do. */
public interface Fleet {
    /**
     * Connected agents of a pool that can do the same.
     *
     * @param accepting those of them that take work
     * @param running leased tasks
     */
    record Group(Capabilities capabilities, int agents, int accepting, int running) {}

    /** A pool's, as of a moment ago. */
    PoolLoad load(String pool);

    /** A pool's now, for what is decided by it. */
    PoolLoad loadNow(String pool);
}
