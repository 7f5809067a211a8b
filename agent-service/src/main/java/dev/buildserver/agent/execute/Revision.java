package dev.buildserver.agent.execute;

/**
 * A state of a repository, as far as a build can see it.
 *
 * @param commit full commit id
 * @param branch null where the ref is no branch
 * @param tree id of the commit's tree: equal trees have equal files, submodules included; null
 *     before it is known
 * @param refs names all branches and tags with their commits; null where they are not known, and
 *     empty where the build sees none but its own
 */
public record Revision(String commit, String branch, String tree, String refs) {}
