/** What waits, counted in PostgreSQL. */
package dev.buildserver.orchestrator.metrics.jdbc;
