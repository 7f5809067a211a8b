/** The agent protocol: register, heartbeat, lease, commands, events, result. */
package dev.buildserver.contract.agent;
