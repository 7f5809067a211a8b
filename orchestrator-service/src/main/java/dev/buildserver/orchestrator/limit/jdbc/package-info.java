/** Limits in PostgreSQL. */
package dev.buildserver.orchestrator.limit.jdbc;
