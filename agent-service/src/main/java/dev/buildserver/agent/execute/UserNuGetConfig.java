package dev.buildserver.agent.execute;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts the user-level NuGet configuration, which names the package feeds, into a build's own home.
 * Where there is none, NuGet makes one with its defaults.
 */
final class UserNuGetConfig {
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private UserNuGetConfig() {}

    /**
     * @param configured named by the operator
     * @param environment the agent's own: its user's configuration is taken when none is named
     * @param home the build's
     * @throws IOException also when the configured file is missing
     */
    static void install(Optional<Path> configured, Map<String, String> environment, Path home)
            throws IOException {
        Optional<Path> from = from(configured, environment);
        if (from.isPresent()) {
            Path to = place(home);
            Files.createDirectories(to.getParent());
            Files.copy(from.get(), to);
        }
    }

    /** The text that {@link #install} would install; empty for none. */
    static String text(Optional<Path> configured, Map<String, String> environment)
            throws IOException {
        Optional<Path> from = from(configured, environment);
        return from.isPresent() ? Files.readString(from.get()) : "";
    }

    private static Optional<Path> from(Optional<Path> configured, Map<String, String> environment) {
        return configured.or(() -> ofUser(environment));
    }

    /** The text of a build's configuration; empty where it has none. */
    static String content(Path home) throws IOException {
        Path file = place(home);
        return Files.isRegularFile(file) ? Files.readString(file) : "";
    }

    /** Gives a build another text. */
    static void replace(Path home, String text) throws IOException {
        Files.writeString(place(home), text);
    }

    private static Optional<Path> ofUser(Map<String, String> environment) {
        Stream<String> roots =
                Stream.of(environment.get(WINDOWS ? "USERPROFILE" : "HOME"))
                        .filter(root -> root != null && !root.isBlank());
        return roots.map(root -> place(Path.of(root))).filter(Files::isRegularFile).findFirst();
    }

    private static Path place(Path home) {
        return WINDOWS
                ? home.resolve("AppData/Roaming/NuGet/NuGet.Config")
                : home.resolve(".nuget/NuGet/NuGet.Config");
    }
}
