package dev.buildserver.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a benchmark runs. */
public final class Machine {
    private Machine() {}

    /**
     * Facts of this machine as it is now, to be asked before the benchmark adds its own load.
     *
     * @return {@code processors}, {@code loadAverage} (of the last minute; below 0 = unknown),
     *     {@code os}, {@code java}
     */
    public static Map<String, Object> facts() {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put(
                "loadAverage", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        machine.put("java", System.getProperty("java.version"));
        return machine;
    }
}
