/** The database's side of the audit. */
package dev.buildserver.benchmarks.audit.jdbc;
