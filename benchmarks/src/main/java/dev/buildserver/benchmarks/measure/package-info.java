/** Figures: samples, their statistics, memory of processes, the report. */
package dev.buildserver.benchmarks.measure;
