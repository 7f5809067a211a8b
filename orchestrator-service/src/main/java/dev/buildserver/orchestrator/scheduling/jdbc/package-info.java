/** What forecasts are learned from. */
package dev.buildserver.orchestrator.scheduling.jdbc;
