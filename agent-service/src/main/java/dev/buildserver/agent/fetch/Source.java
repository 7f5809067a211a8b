package dev.buildserver.agent.fetch;

import dev.buildserver.agent.cached.tree.Checkout;
import dev.buildserver.agent.execute.Revision;
import java.util.Optional;

/**
 * The source in a workspace.
 *
 * @param revision what it is
 * @param warm whether outputs of an earlier build lie in the tree that may be built upon
 * @param files empty where nobody needs them
 */
public record Source(Revision revision, boolean warm, Optional<Checkout> files) {
    /** Full commit id. */
    public String commit() {
        return revision.commit();
    }

    /** Null where the ref is no branch. */
    public String branch() {
        return revision.branch();
    }
}
