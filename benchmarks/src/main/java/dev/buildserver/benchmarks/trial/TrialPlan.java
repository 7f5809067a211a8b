package dev.buildserver.benchmarks.trial;

import dev.buildserver.benchmarks.load.LoadPlan;
import dev.buildserver.benchmarks.stack.StackMode;
import java.nio.file.Path;
import java.util.Map;

/**
 * What is to be tried on.
 *
 * @param folder data of the stack; null = a new temporary one
 * @param replicas of the orchestrator, at least 1
 * @param settings environment variables of the services besides the usual ones
 */
public record TrialPlan(
        Path folder, StackMode mode, int replicas, LoadPlan load, Map<String, String> settings) {
    public TrialPlan {
        settings = Map.copyOf(settings);
    }
}
