/** The cache that agents share, as a level behind the agent's own disk. */
package dev.buildserver.agent.cached.remote;
