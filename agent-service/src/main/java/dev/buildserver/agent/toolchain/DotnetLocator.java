package dev.buildserver.agent.toolchain;

import dev.buildserver.agent.process.ShortCommand;
import dev.buildserver.domain.toolchain.SdkVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the .NET installation, and again when SDKs were added or removed. Thread-safe. */
final class DotnetLocator {
    // 8.0.404 [/usr/share/dotnet/sdk]
    private static final Pattern LISTED = Pattern.compile("(\\S+) \\[(.+)]");

    private final Optional<Path> configuredRoot;
    private final Map<String, String> environment;
    private Optional<DotnetInstallation> found = Optional.empty();
    private FileTime foundAt;

    DotnetLocator(Optional<Path> configuredRoot, Map<String, String> environment) {
        this.configuredRoot = configuredRoot;
        this.environment = environment;
    }

    /** Empty where there is no {@code dotnet}, or one without an SDK. */
    synchronized Optional<DotnetInstallation> locate() {
        FileTime changed = found.map(i -> modified(i.root().resolve("sdk"))).orElse(null);
        if (changed == null || !changed.equals(foundAt)) {
            found = executable().flatMap(this::inspect);
            foundAt = found.map(i -> modified(i.root().resolve("sdk"))).orElse(null);
        }
        return found;
    }

    private Optional<Path> executable() {
        if (configuredRoot.isPresent()) {
            return Executables.in(configuredRoot.get(), "dotnet");
        }
        String root = environment.get("DOTNET_ROOT");
        if (root != null && !root.isBlank()) {
            Optional<Path> there = Executables.in(Path.of(root), "dotnet");
            if (there.isPresent()) {
                return there;
            }
        }
        return Executables.onPath(environment, "dotnet");
    }

    private Optional<DotnetInstallation> inspect(Path executable) {
        Optional<String> listing =
                ShortCommand.output(List.of(executable.toString(), "--list-sdks"), environment);
        List<Matcher> lines =
                listing.stream()
                        .flatMap(String::lines)
                        .map(LISTED::matcher)
                        .filter(Matcher::matches)
                        .toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        // The host says where its SDKs are: a link or a script on PATH is not the installation.
        Path root = Path.of(lines.get(lines.size() - 1).group(2)).toAbsolutePath().getParent();
        List<SdkVersion> sdks =
                lines.stream()
                        .flatMap(line -> SdkVersion.parse(line.group(1)).stream())
                        .sorted()
                        .toList();
        Path host = Executables.in(root, "dotnet").orElse(executable);
        return Optional.of(new DotnetInstallation(root, host, sdks));
    }

    private static FileTime modified(Path folder) {
        try {
            return Files.getLastModifiedTime(folder);
        } catch (IOException e) {
            return null;
        }
    }
}
