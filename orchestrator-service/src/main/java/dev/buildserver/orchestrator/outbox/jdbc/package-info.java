/** The messages that are not delivered yet. */
package dev.buildserver.orchestrator.outbox.jdbc;
