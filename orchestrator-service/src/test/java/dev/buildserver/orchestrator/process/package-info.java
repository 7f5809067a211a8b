/** The packaged service as a process of its own: it and its stores are stopped and started. */
package dev.buildserver.orchestrator.process;
