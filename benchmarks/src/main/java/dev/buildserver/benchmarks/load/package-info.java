/**
 * Clients and agents as the server sees them: they speak the real protocols over HTTP and build
 * nothing. All of them run on one event loop, so nothing here is thread-safe. Enter at {@link
 * dev.buildserver.benchmarks.load.Load}.
 */
package dev.buildserver.benchmarks.load;
