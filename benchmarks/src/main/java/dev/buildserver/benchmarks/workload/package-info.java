/** What is sent: the same for every build but for names, so that it is written as JSON once. */
package dev.buildserver.benchmarks.workload;
