/** What Prometheus is told. */
package dev.buildserver.orchestrator.metrics;
