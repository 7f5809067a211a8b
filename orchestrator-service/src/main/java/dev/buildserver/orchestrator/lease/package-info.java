/**
 * Gives ready tasks to waiting agents. Polls are parked without a thread; {@link
 * dev.buildserver.orchestrator.lease.Dispatcher} matches them whenever there may be work, and
 * PostgreSQL grants.
 */
package dev.buildserver.orchestrator.lease;
