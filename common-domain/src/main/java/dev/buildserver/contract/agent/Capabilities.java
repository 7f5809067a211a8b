package dev.buildserver.contract.agent;

import java.util.List;
import java.util.Map;

/**
 * What an agent can do, as it found out itself.
 *
 * @param os such as {@code Linux}
 * @param architecture such as {@code x64}
 * @param sdkVersions installed .NET SDKs, such as {@code 8.0.404}
 * @param installedTools such as {@code git}
 * @param maxConcurrentBuilds slots, at least 1
 * @param labels free labels for matching
 */
public record Capabilities(
        String os,
        String architecture,
        List<String> sdkVersions,
        List<String> installedTools,
        int maxConcurrentBuilds,
        int cpuCores,
        long totalMemoryBytes,
        Map<String, String> labels) {
    public Capabilities {
        sdkVersions = sdkVersions == null ? List.of() : List.copyOf(sdkVersions);
        installedTools = installedTools == null ? List.of() : List.copyOf(installedTools);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }
}
