package dev.buildserver.contract.agent;

/**
 * One of an agent's own checks.
 *
 * @param name such as {@code Disk Space}
 * @param detail may be null
 */
public record HealthCheck(String name, boolean healthy, String detail) {}
