/**
 * What is known of builds, for reading: details, lists, and when a queued build may start. Nothing
 * here changes a build.
 */
package dev.buildserver.orchestrator.history;
