/** Agents and pools as operators see them. */
package dev.buildserver.orchestrator.agents;
