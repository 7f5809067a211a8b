/**
 * Tells the orchestrator what happens in an attempt: numbered batches of events, then the result.
 */
package dev.buildserver.agent.report;
