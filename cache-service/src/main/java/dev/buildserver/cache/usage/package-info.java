/**
 * Which entries there are, when they were used, and which of them builds rely on. It may be lost:
 * {@link dev.buildserver.cache.usage.Usage#adopt} finds the entries again.
 */
package dev.buildserver.cache.usage;
