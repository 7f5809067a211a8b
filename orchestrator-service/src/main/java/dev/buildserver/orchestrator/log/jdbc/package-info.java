/** The index of the logs in PostgreSQL. */
package dev.buildserver.orchestrator.log.jdbc;
