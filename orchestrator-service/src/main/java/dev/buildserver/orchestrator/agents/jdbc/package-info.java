/** Agents and pools in PostgreSQL. */
package dev.buildserver.orchestrator.agents.jdbc;
