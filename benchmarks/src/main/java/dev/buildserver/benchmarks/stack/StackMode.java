package dev.buildserver.benchmarks.stack;

import java.util.HashMap;
import java.util.Map;

/** With which options the services of a measured stack run. */
public enum StackMode {
    /** As {@code up} starts them: small heaps, the quick compiler only. */
    LAPTOP(Map.of("BUILDSERVER_SERVICE_JAVA_OPTIONS", "", "BUILDSERVER_JAVA_OPTIONS", "")),
    /** As a loaded installation would: both compilers, larger heaps. */
    SERVER(
            Map.of(
                    "BUILDSERVER_SERVICE_JAVA_OPTIONS",
                    "-Xms128m -Xmx512m -XX:+UseSerialGC",
                    // S3 lives in the launcher; the last option of a kind wins.
                    "BUILDSERVER_JAVA_OPTIONS",
                    "-XX:TieredStopAtLevel=4 -Xmx512m"));

    // More than the deepest queue that is measured.
    private static final String QUEUE_BOUND = "1000000";

    private final Map<String, String> options;

    StackMode(Map<String, String> options) {
        this.options = options;
    }

    /** Variables for the launcher: options, and room for long queues. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(options);
        environment.put("BUILDSERVER_ORCHESTRATOR_QUEUE_BOUND", QUEUE_BOUND);
        return environment;
    }
}
