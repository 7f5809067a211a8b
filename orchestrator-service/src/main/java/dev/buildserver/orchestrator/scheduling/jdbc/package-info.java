/** What forecasts are made from. */
package dev.buildserver.orchestrator.scheduling.jdbc;
