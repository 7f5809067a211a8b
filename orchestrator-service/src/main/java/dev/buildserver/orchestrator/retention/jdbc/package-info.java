/** Removal of old rows from PostgreSQL. */
package dev.buildserver.orchestrator.retention.jdbc;
