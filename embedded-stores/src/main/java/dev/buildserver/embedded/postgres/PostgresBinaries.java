package dev.buildserver.embedded.postgres;

import dev.buildserver.embedded.StoreStartException;
import dev.buildserver.embedded.archive.TarArchive;
import dev.buildserver.embedded.cache.UserCache;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL distribution on the class path, for this machine's processor. */
public final class PostgresBinaries {
    /** Major and minor version of what is on the class path. */
    public static final String VERSION = "17.6";

    private PostgresBinaries() {}

    /** The distribution's folder ({@code bin}, {@code lib}, {@code share}), unpacked if needed. */
    static Path unpacked(UserCache cache) throws IOException {
        return cache.provide(
                "postgresql-" + VERSION + "-" + platform(), folder -> unpack(folder, Optional::of));
    }

    /**
     * Unpacks a part of the distribution.
     *
     * @param placement the path below the target for a path of the distribution, such as {@code
     *     lib/libssl.so.1.1}; empty = not wanted
     * @throws StoreStartException when there are no binaries for this machine
     */
    public static void unpack(Path target, Function<String, Optional<String>> placement)
            throws IOException {
        String name = "postgres-" + platform() + ".txz";
        try (InputStream resource = PostgresBinaries.class.getResourceAsStream("/" + name)) {
            if (resource == null) {
                throw new StoreStartException(
                        "No PostgreSQL for this machine: " + name + " is not on the class path");
            }
            TarArchive.unpack(
                    new XZCompressorInputStream(new BufferedInputStream(resource)),
                    target,
                    placement);
        }
    }

    /** Such as {@code linux-x86_64}, as the archives are named. */
    static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = processor.equals("aarch64") || processor.equals("arm64");
        return (os.startsWith("mac") ? "darwin" : "linux") + (arm ? "-arm_64" : "-x86_64");
    }
}
