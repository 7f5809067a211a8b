/**
 * Builds, for clients: submit, list, look at, cancel, run again. Enter at {@link
 * dev.buildserver.gateway.build.BuildsResource}; what a request may hold is {@code
 * gateway.submission}'s business.
 */
package dev.buildserver.gateway.build;
