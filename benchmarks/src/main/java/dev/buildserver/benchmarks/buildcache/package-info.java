/** Builds with the cache, next to the same builds without and by hand. */
package dev.buildserver.benchmarks.buildcache;
