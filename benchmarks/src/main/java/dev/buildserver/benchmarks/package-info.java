/** Measurements of the running stack, each next to what a user would take instead. */
package dev.buildserver.benchmarks;
