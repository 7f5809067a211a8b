/**
 * The services behind the gateway. {@link dev.buildserver.gateway.upstream.Orchestrator} and {@link
 * dev.buildserver.gateway.upstream.Artifacts} are the ways to them; each call carries the user's
 * own token. Their errors come back as {@code BuildServerException}: as told by the service, {@code
 * UNAVAILABLE} when it can't be reached, {@code UPSTREAM_TIMEOUT} when the outcome is unknown,
 * {@code UPSTREAM_FAILED} when its answer makes no sense.
 */
package dev.buildserver.gateway.upstream;
