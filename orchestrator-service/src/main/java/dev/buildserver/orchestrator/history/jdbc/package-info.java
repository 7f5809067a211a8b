/** Reads of builds in PostgreSQL. */
package dev.buildserver.orchestrator.history.jdbc;
