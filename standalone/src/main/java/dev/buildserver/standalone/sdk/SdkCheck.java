package dev.buildserver.standalone.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds out whether an SDK runs here, and what it needs for that. */
final class SdkCheck {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+.*");
    private static final int FIRST_WITH_OPENSSL_3 = 6;
    private static final String INVARIANT = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    private final OpenSsl openSsl;

    SdkCheck(OpenSsl openSsl) {
        this.openSsl = openSsl;
    }

    /** What a check found: an SDK, or why there is none. */
    record Outcome(Optional<DotnetSdk> sdk, String problem) {}

    /** Checks the SDK in a folder. */
    Outcome check(Path root) throws IOException {
        Path program = root.resolve("dotnet");
        if (!Files.isExecutable(program)) {
            return failed(program + " is not there");
        }
        Map<String, String> environment = new HashMap<>();
        environment.put("DOTNET_ROOT", root.toString());
        environment.put("DOTNET_CLI_TELEMETRY_OPTOUT", "1");
        environment.put("DOTNET_NOLOGO", "1");
        environment.put("DOTNET_SKIP_FIRST_TIME_EXPERIENCE", "1");
        Optional<String> version = newestVersion(root);
        if (version.isEmpty()) {
            // The runtime alone has a "dotnet", too.
            return failed(root + " holds no SDK");
        }
        if (isLinux() && major(version.get()) < FIRST_WITH_OPENSSL_3) {
            openSsl.libraryPath().ifPresent(path -> environment.put("LD_LIBRARY_PATH", path));
        }
        Command.Result result = run(program, environment);
        if (!result.succeeded() && result.output().contains("ICU")) {
            environment.put(INVARIANT, "1");
            result = run(program, environment);
        }
        String said = result.summary();
        if (!result.succeeded() || !VERSION.matcher(said).matches()) {
            return failed(program + " --version: " + said);
        }
        return new Outcome(
                Optional.of(new DotnetSdk(root, said, environment, Optional.empty())), "");
    }

    private static Command.Result run(Path program, Map<String, String> environment)
            throws IOException {
        // In a folder of its own: a global.json further up would decide the version.
        Path folder = Files.createTempDirectory("buildserver-");
        try {
            return new Command(
                            List.of(program.toString(), "--version"), environment, folder, WITHIN)
                    .run();
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    private static Optional<String> newestVersion(Path root) throws IOException {
        Path sdks = root.resolve("sdk");
        if (!Files.isDirectory(sdks)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(sdks)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> VERSION.matcher(name).matches())
                    .max(java.util.Comparator.comparingInt(SdkCheck::major));
        }
    }

    private static int major(String version) {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    }

    private static Outcome failed(String problem) {
        return new Outcome(Optional.empty(), problem);
    }
}
