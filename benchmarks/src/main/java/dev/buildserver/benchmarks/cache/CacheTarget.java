package dev.buildserver.benchmarks.cache;

import java.util.Map;

/**
 * A cache under load.
 *
 * @param headers lines for each request, each with its end
 * @param pids processes that do its work, by name
 */
public record CacheTarget(String name, int port, String headers, Map<String, Long> pids) {}
