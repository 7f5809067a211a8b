package dev.buildserver.contract.log;

import java.time.Instant;

/**
 * One line of a build's log.
 *
 * @param attempt attempt number, from 1
 * @param line line number within the attempt, from 1
 * @param time server's time, from the agent's elapsed time
 * @param text without line end
 */
public record LogLine(int attempt, long line, Instant time, LogLevel level, String text) {}
