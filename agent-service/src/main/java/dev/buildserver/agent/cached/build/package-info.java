/**
 * Restores and builds a solution with the help of what was built before. Enter at {@link
 * dev.buildserver.agent.cached.build.CachedBuild}.
 */
package dev.buildserver.agent.cached.build;
