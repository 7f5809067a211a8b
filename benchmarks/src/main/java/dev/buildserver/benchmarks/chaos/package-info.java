/**
 * Faults by chance, the same for the same seed. Enter at {@link
 * dev.buildserver.benchmarks.chaos.Schedule}, carried out by {@link
 * dev.buildserver.benchmarks.chaos.Injector}.
 */
package dev.buildserver.benchmarks.chaos;
