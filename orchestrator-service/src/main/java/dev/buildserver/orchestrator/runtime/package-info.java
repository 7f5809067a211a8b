/** Threads and timers: the only code of this service that makes them. */
package dev.buildserver.orchestrator.runtime;
