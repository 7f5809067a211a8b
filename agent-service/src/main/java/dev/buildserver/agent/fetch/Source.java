package dev.buildserver.agent.fetch;

import dev.buildserver.agent.execute.Revision;

/**
 * The source in a workspace.
 *
 * @param revision what it is
 * @param warm whether outputs of an earlier build lie in the tree that may be built upon
 * @param checkedOut whether the files are there: nobody needed them else
 */
public record Source(Revision revision, boolean warm, boolean checkedOut) {
    /** Full commit id. */
    public String commit() {
        return revision.commit();
    }

    /** Null where the ref is no branch. */
    public String branch() {
        return revision.branch();
    }
}
