/**
 * Whether the server kept its promises: what the load's clients were told, held against what is in
 * the database and in the logs. Enter at {@link dev.buildserver.benchmarks.audit.LedgerComparison},
 * {@link dev.buildserver.benchmarks.audit.LogAudit} and {@link
 * dev.buildserver.benchmarks.audit.jdbc.AuditDatabase}.
 */
package dev.buildserver.benchmarks.audit;
