/** Tells the artifact service which attempts count, at least once each. */
package dev.buildserver.orchestrator.outbox;
