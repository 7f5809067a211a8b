/** Agents and pools, for reading: who is connected, what they do, how loaded they are. */
package dev.buildserver.orchestrator.fleet;
