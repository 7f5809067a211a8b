package dev.buildserver.contract.agent;

/**
 * Load of an agent's machine.
 *
 * @param cpuPercent 0 to 100
 * @param memoryPercent 0 to 100
 * @param availableDiskBytes on the volume of the workspaces
 */
public record Usage(double cpuPercent, double memoryPercent, long availableDiskBytes) {}
