/** Sessions in PostgreSQL. */
package dev.buildserver.orchestrator.session.jdbc;
