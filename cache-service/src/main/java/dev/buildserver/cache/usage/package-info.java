/**
 * Which entries there are and when they were used. It may be lost: {@link
 * dev.buildserver.cache.usage.Usage#adopt} finds the entries again.
 */
package dev.buildserver.cache.usage;
