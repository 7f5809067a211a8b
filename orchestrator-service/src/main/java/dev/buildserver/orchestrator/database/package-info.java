/** PostgreSQL, which decides everything: see {@code database.jdbc}. */
package dev.buildserver.orchestrator.database;
