package dev.buildserver.orchestrator.history;

import java.time.Duration;
import java.time.Instant;

/**
 * A guess from what similar builds took and what the pool is doing.
 *
 * @param queuePosition 1 = next; 0 = not queued
 * @param estimatedStartTime null while no agent is connected to the pool
 */
public record QueueEstimate(
        int queuePosition, Instant estimatedStartTime, Duration estimatedDuration) {}
