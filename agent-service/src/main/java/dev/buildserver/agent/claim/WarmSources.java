package dev.buildserver.agent.claim;

import java.util.List;

/** The repositories that this agent can build from without a full clone. */
public interface WarmSources {
    /** Keys, the most recently used first, at most 16. */
    List<String> keys();

    /** Gives up what no attempt uses now, if the disk is low. */
    void relieveDisk();
}
