/** Reads of agents and pools in PostgreSQL. */
package dev.buildserver.orchestrator.fleet.jdbc;
