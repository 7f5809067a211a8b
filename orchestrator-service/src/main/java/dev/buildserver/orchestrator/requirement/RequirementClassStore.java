package dev.buildserver.orchestrator.requirement;

import dev.buildserver.contract.build.Requirements;
import java.util.Map;

/** The classes of requirements that builds have or had lately. */
public interface RequirementClassStore {
    /** All of them, by their ids. */
    Map<String, Requirements> all();

    /** Forgets those that no build used for long, and what was learnt of sources long ago. */
    void forgetUnused();
}
