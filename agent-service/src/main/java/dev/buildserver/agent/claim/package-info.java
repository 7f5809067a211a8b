/**
 * How an agent gets its work: it registers, says that it lives, asks for leases while it has free
 * slots, and hears which attempts have to stop. Enter at {@link AgentSession}; what the agent holds
 * is in {@link HeldAttempts}.
 */
package dev.buildserver.agent.claim;
