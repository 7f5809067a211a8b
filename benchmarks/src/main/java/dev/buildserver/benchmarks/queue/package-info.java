/** The index of ready tasks, and the barest queue that Redis can be, under the same load. */
package dev.buildserver.benchmarks.queue;
