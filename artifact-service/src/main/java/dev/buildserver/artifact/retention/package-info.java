/**
 * Keeps and deletes attempts' artifacts as the orchestrator says, and sweeps up what interrupted
 * uploads and deletions left.
 */
package dev.buildserver.artifact.retention;
