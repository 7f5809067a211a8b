/** Limits of concurrent builds, as the gateway and the orchestrator speak of them. */
package dev.buildserver.contract.limit;
