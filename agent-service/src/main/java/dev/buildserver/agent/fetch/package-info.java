/**
 * Brings the source of a build onto this machine: a workspace, and in it the tree of one commit.
 * Enter at {@link SourceFetch} and {@link Workspaces}. Repositories are as hostile as builds: what
 * may be connected to is checked again here, and no Git configuration but this package's own
 * counts.
 */
package dev.buildserver.agent.fetch;
