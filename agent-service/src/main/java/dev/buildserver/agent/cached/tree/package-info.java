/**
 * The files of a fresh source tree as they were before anything ran: what keys and observed
 * accesses are judged by. Enter at {@link dev.buildserver.agent.cached.tree.Tree}.
 */
package dev.buildserver.agent.cached.tree;
