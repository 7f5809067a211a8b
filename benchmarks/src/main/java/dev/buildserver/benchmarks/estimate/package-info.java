/**
 * Builds whose durations are known beforehand to the benchmark and not to the server: agents that
 * take the time of a script, and what the server said of each build before it began and ended.
 */
package dev.buildserver.benchmarks.estimate;
