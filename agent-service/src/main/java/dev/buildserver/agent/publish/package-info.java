/**
 * Brings an attempt's outputs to the artifact service and freezes them. Enter at {@link
 * ArtifactUpload}.
 */
package dev.buildserver.agent.publish;
