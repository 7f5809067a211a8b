/**
 * Artifacts of builds. An attempt {@link dev.buildserver.artifact.upload uploads} its artifacts and
 * {@link dev.buildserver.artifact.seal seals} them; the orchestrator tells {@link
 * dev.buildserver.artifact.retention whether to keep them}; users {@link
 * dev.buildserver.artifact.serve read} them. Content is in the object storage, everything else in
 * the {@link dev.buildserver.artifact.catalog catalog}.
 */
package dev.buildserver.artifact;
