package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.stack.StackMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the benchmarks that try faults. */
final class TrialOptions {
    @Option(
            names = "--agents",
            defaultValue = "40",
            description = "Simulated agents (default: ${DEFAULT-VALUE}).")
    private int agents;

    @Option(
            names = "--slots",
            defaultValue = "3",
            description = "Builds at the same time on each agent (default: ${DEFAULT-VALUE}).")
    private int slots;

    @Option(
            names = "--settle",
            defaultValue = "180",
            description =
                    "Seconds after the last fault within which every build must have ended"
                            + " (default: ${DEFAULT-VALUE}).")
    private int settleSeconds;

    @Option(
            names = "--mode",
            defaultValue = "LAPTOP",
            description =
                    "JVM options of the services: LAPTOP as `up` starts them, SERVER with both"
                            + " compilers and larger heaps (default: ${DEFAULT-VALUE}).")
    private StackMode mode;

    @Mixin private StackOptions stack;

    int agents() {
        return agents;
    }

    int slots() {
        return slots;
    }

    Duration settleWithin() {
        return Duration.ofSeconds(settleSeconds);
    }

    StackMode mode() {
        return mode;
    }

    Path folder() {
        return stack.folder();
    }

    Path json() {
        return stack.json();
    }

    /** For the report. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("mode", mode);
        parameters.put("agents", agents);
        parameters.put("slots", slots);
        return parameters;
    }
}
