package dev.buildserver.cli.client.view;

import java.time.Duration;
import java.time.Instant;

/**
 * A stage of a build.
 *
 * @param duration null until it ended
 * @param warningsCount null where the stage counts none
 */
public record StageView(
        String name,
        String status,
        Instant startTime,
        Duration duration,
        String message,
        Integer warningsCount,
        Integer errorsCount) {}
