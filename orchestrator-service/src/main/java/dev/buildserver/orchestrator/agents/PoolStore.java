package dev.buildserver.orchestrator.agents;

import java.util.List;

/** The pools that exist. */
public interface PoolStore {
    /** Adds those that are not there yet; changes the target type of those that are. */
    void ensure(List<Pool> pools);

    List<Pool> all();
}
