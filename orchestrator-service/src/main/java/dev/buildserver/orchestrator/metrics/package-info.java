/** The figures that Prometheus reads; the names are part of the system's contract. */
package dev.buildserver.orchestrator.metrics;
