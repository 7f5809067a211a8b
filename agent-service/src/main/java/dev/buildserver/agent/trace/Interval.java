package dev.buildserver.agent.trace;

/**
 * What a process and its children reached for between two markers.
 *
 * @param name what the markers name, such as a project file
 * @param closed whether the marker of the end was seen; else the process ended before it
 */
public record Interval(String name, boolean closed, Accesses accesses) {}
