/**
 * What builds have made, for clients. Enter at {@link
 * dev.buildserver.gateway.artifact.ArtifactsResource}.
 */
package dev.buildserver.gateway.artifact;
