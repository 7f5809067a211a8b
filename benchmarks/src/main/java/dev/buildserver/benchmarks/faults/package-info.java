/**
 * The table of faults: each component fails in each phase of a build. Enter at {@link
 * dev.buildserver.benchmarks.faults.Cell}.
 */
package dev.buildserver.benchmarks.faults;
