package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.Description;
import java.util.Map;

/**
 * A restored solution.
 *
 * @param restored states of the files that restore wrote, by path
 * @param replayed whether nothing had to run
 * @param reason why something had to run; null if nothing had
 * @param millis what it took, now or then
 */
record Described(
        Description description,
        Map<String, String> restored,
        boolean replayed,
        String reason,
        long millis) {}
