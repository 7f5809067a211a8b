package dev.buildserver.contract.build;

import dev.buildserver.domain.build.BuildStatus;
import java.util.UUID;

/**
 * What became of a request to cancel.
 *
 * @param status Cancelling, or Cancelled when nothing ran
 */
public record CancelAnswer(UUID executionId, BuildStatus status, String message) {}
