package dev.buildserver.cli.client.view;

import java.util.UUID;

/**
 * What became of a request to cancel.
 *
 * @param status {@code Cancelling}, or {@code Cancelled} when nothing ran
 */
public record CancelledBuild(UUID executionId, String status, String message) {}
