package dev.buildserver.gateway.agent;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the target framework that came with an SDK. */
final class TargetFrameworks {
    private static final Pattern VERSION = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})(?:\\..*)?");
    private static final int FIRST_NET = 5;

    private TargetFrameworks() {}

    /**
     * The frameworks of the SDKs, oldest first, each once.
     *
     * @param sdkVersions such as {@code 8.0.404}; what isn't a version is left out
     */
    static List<String> of(List<String> sdkVersions) {
        return sdkVersions.stream()
                .map(VERSION::matcher)
                .filter(Matcher::matches)
                .map(v -> new int[] {Integer.parseInt(v.group(1)), Integer.parseInt(v.group(2))})
                .sorted(Comparator.<int[]>comparingInt(v -> v[0]).thenComparingInt(v -> v[1]))
                .map(v -> name(v[0], v[1]))
                .distinct()
                .toList();
    }

    private static String name(int major, int minor) {
        return (major < FIRST_NET ? "netcoreapp" : "net") + major + "." + minor;
    }
}
