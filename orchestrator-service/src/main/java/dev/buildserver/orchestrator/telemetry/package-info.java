/** One trace per build: its context, and the spans that tell its way. */
package dev.buildserver.orchestrator.telemetry;
