/** What a benchmark owes the machine that it runs on. */
package dev.buildserver.benchmarks.runtime;
