/** Load on a remote cache by HTTP, ours or a peer. */
package dev.buildserver.benchmarks.cache;
