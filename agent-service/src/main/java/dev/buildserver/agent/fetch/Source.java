package dev.buildserver.agent.fetch;

/**
 * The source in a workspace.
 *
 * @param commit full commit id
 * @param branch null where the ref is no branch
 * @param warm whether outputs of an earlier build lie in the tree that may be built upon
 */
public record Source(String commit, String branch, boolean warm) {}
