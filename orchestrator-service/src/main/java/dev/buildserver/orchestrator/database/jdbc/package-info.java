/** What every JDBC adapter of this service shares: transactions, arrays, JSON columns. */
package dev.buildserver.orchestrator.database.jdbc;
