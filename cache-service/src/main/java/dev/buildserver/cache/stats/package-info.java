/** How the cache does: metrics and statistics. */
package dev.buildserver.cache.stats;
