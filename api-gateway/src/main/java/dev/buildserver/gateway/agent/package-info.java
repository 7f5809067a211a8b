/**
 * Agents and pools, for clients. Enter at {@link dev.buildserver.gateway.agent.AgentsResource} and
 * {@link dev.buildserver.gateway.agent.PoolsResource}.
 */
package dev.buildserver.gateway.agent;
