package dev.buildserver.agent.trace;

/**
 * What a process and its children reached for between two markers.
 *
 * @param name what the markers name, such as a project file
 * @param pid of the process that looked for the markers; all others are its children
 * @param closed whether the marker of the end was seen; else the process ended before it
 */
public record Interval(String name, int pid, boolean closed, Accesses accesses) {}
