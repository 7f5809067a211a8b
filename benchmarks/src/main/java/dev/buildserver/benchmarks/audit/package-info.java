/**
 * Whether the server kept its promises: what the load's clients were told, held against what is in
 * the database and in the logs. Enter at {@link dev.buildserver.benchmarks.audit.Audit}.
 */
package dev.buildserver.benchmarks.audit;
