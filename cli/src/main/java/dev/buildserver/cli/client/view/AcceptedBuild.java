package dev.buildserver.cli.client.view;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Answer to a submission or a rerun: the server will carry it out.
 *
 * @param queuePosition 1 = next; 0 or null when no longer queued
 */
public record AcceptedBuild(
        UUID executionId,
        String status,
        Integer queuePosition,
        Instant estimatedStartTime,
        Duration estimatedDuration) {}
