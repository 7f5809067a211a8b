/**
 * Logs of attempts: batches come in without a hole ({@link
 * dev.buildserver.orchestrator.log.EventIntake}), their text goes to object storage, their index to
 * PostgreSQL, and readers follow ({@link dev.buildserver.orchestrator.log.LogReader}).
 */
package dev.buildserver.orchestrator.log;
