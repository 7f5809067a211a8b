package dev.buildserver.embedded.postgres;

import dev.buildserver.embedded.StoreStartException;
import dev.buildserver.embedded.cache.UserCache;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL distribution on the class path, for this machine's processor. */
public final class PostgresBinaries {
    /** Major and minor version of what is on the class path. */
    public static final String VERSION = "17.6";

    private static final int EXECUTABLE_BITS = 0111;

    private PostgresBinaries() {}

    /** The distribution's folder ({@code bin}, {@code lib}, {@code share}), unpacked if needed. */
    static Path unpacked(UserCache cache) throws IOException {
        return cache.provide(
                "postgresql-" + VERSION + "-" + platform(), folder -> unpack(folder, any -> true));
    }

    /**
     * Unpacks a part of the distribution, keeping its paths.
     *
     * @param wanted says by path, such as {@code lib/libssl.so.1.1}
     * @throws StoreStartException when there are no binaries for this machine
     */
    public static void unpack(Path target, Predicate<String> wanted) throws IOException {
        String name = "postgres-" + platform() + ".txz";
        InputStream resource = PostgresBinaries.class.getResourceAsStream("/" + name);
        if (resource == null) {
            throw new StoreStartException(
                    "No PostgreSQL for this machine: " + name + " is not on the class path");
        }
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new XZCompressorInputStream(new BufferedInputStream(resource)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                if (entry.isDirectory() || wanted.test(plainName(entry))) {
                    write(entry, tar, target);
                }
            }
        }
    }

    private static String plainName(TarArchiveEntry entry) {
        String name = entry.getName();
        return name.startsWith("./") ? name.substring(2) : name;
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path target)
            throws IOException {
        Path file = target.resolve(plainName(entry)).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, file);
        if ((entry.getMode() & EXECUTABLE_BITS) != 0) {
            Set<PosixFilePermission> permissions =
                    EnumSet.copyOf(Files.getPosixFilePermissions(file));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(file, permissions);
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
