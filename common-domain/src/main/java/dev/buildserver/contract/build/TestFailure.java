package dev.buildserver.contract.build;

import java.time.Duration;

/**
 * A failed test.
 *
 * @param name fully qualified
 * @param stackTrace may be null
 */
public record TestFailure(String name, String message, String stackTrace, Duration duration) {}
