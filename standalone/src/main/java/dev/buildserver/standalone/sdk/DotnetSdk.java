package dev.buildserver.standalone.sdk;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A .NET SDK that has been seen to run.
 *
 * @param root its folder, with the program {@code dotnet}
 * @param version such as {@code 8.0.404}
 * @param environment variables without which it does not run on this machine
 * @param nugetConfig package sources to be used with it; empty = the machine's own
 */
public record DotnetSdk(
        Path root, String version, Map<String, String> environment, Optional<Path> nugetConfig) {
    public DotnetSdk {
        environment = Map.copyOf(environment);
    }

    /** The program. */
    public Path program() {
        return root.resolve("dotnet");
    }

    /** Such as 8. */
    public int major() {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    DotnetSdk withNugetConfig(Path file) {
        return new DotnetSdk(root, version, environment, Optional.of(file));
    }
}
