/** Builds with the cache service, and without it. */
package dev.buildserver.e2e.cache;
