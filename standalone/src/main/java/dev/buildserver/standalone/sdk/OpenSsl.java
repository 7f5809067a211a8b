package dev.buildserver.standalone.sdk;

import dev.buildserver.embedded.cache.UserCache;
import dev.buildserver.embedded.postgres.PostgresBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * OpenSSL 1.1, which SDKs before 6 need and today's systems no longer have. The PostgreSQL
 * distribution on the class path brings it along.
 */
final class OpenSsl {
    private static final List<String> LIBRARIES = List.of("libssl.so.1.1", "libcrypto.so.1.1");
    private static final List<Path> SYSTEM_FOLDERS =
            List.of(
                    Path.of("/lib"),
                    Path.of("/lib64"),
                    Path.of("/usr/lib"),
                    Path.of("/usr/lib64"),
                    Path.of("/usr/local/lib"),
                    Path.of("/lib/x86_64-linux-gnu"),
                    Path.of("/usr/lib/x86_64-linux-gnu"),
                    Path.of("/lib/aarch64-linux-gnu"),
                    Path.of("/usr/lib/aarch64-linux-gnu"));

    private final UserCache cache;
    private final Map<String, String> environment;
    private final List<Path> systemFolders;

    OpenSsl(UserCache cache, Map<String, String> environment) {
        this(cache, environment, SYSTEM_FOLDERS);
    }

    OpenSsl(UserCache cache, Map<String, String> environment, List<Path> systemFolders) {
        this.cache = cache;
        this.environment = Map.copyOf(environment);
        this.systemFolders = List.copyOf(systemFolders);
    }

    /** {@code LD_LIBRARY_PATH} with which programs find it; empty where they find it anyway. */
    Optional<String> libraryPath() throws IOException {
        String own = environment.getOrDefault("LD_LIBRARY_PATH", "");
        Stream<Path> ownFolders =
                Stream.of(own.split(":")).filter(name -> !name.isBlank()).map(Path::of);
        if (Stream.concat(ownFolders, systemFolders.stream()).anyMatch(OpenSsl::isIn)) {
            return Optional.empty();
        }
        Path folder =
                cache.provide(
                        "openssl-1.1",
                        target ->
                                PostgresBinaries.unpack(
                                        target,
                                        path ->
                                                LIBRARIES.stream()
                                                        .filter(name -> path.equals("lib/" + name))
                                                        .findFirst()));
        return Optional.of(own.isBlank() ? folder.toString() : folder + ":" + own);
    }

    private static boolean isIn(Path folder) {
        return LIBRARIES.stream().allMatch(name -> Files.exists(folder.resolve(name)));
    }
}
