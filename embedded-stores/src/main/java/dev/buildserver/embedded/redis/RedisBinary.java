package dev.buildserver.embedded.redis;

import dev.buildserver.embedded.StoreStartException;
import dev.buildserver.embedded.cache.UserCache;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** The Redis server on the class path, for this machine's processor. */
final class RedisBinary {
    private static final String PROGRAM = "redis-server";

    private RedisBinary() {}

    /** The program's file, unpacked if needed. */
    static Path unpacked(UserCache cache) throws IOException {
        String resource = resource();
        return cache.provide(resource, folder -> unpack(resource, folder)).resolve(PROGRAM);
    }

    private static void unpack(String resource, Path folder) throws IOException {
        try (InputStream content = RedisBinary.class.getResourceAsStream("/" + resource)) {
            if (content == null) {
                throw new StoreStartException(
                        "No Redis for this machine: " + resource + " is not on the class path");
            }
            Path program = folder.resolve(PROGRAM);
            Files.copy(content, program);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static String resource() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = processor.equals("aarch64") || processor.equals("arm64");
        if (mac) {
            return "redis-server-6.2.6-v5-darwin-" + (arm ? "arm64" : "amd64");
        }
        return arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
    }
}
