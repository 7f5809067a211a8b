/**
 * Sessions of agents: a session lives as long as its agent is heard, and its leases as long as it
 * does. Heartbeats and polls for commands bring the agent the state of what it holds.
 */
package dev.buildserver.orchestrator.session;
