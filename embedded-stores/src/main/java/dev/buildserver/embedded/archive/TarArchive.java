package dev.buildserver.embedded.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Files of a tar stream; modes are reduced to "executable or not", owners and times are ignored.
 */
public final class TarArchive {
    private static final int EXECUTABLE_BITS = 0111;

    private TarArchive() {}

    /**
     * Unpacks files and symbolic links.
     *
     * @param tar uncompressed; read to its end, not closed
     * @param placement the path below the target for a path of the archive; empty = not wanted
     * @throws IOException also for an entry that would lie outside of the target
     */
    public static void unpack(
            InputStream tar, Path target, Function<String, Optional<String>> placement)
            throws IOException {
        TarArchiveInputStream entries = new TarArchiveInputStream(tar);
        for (TarArchiveEntry entry = entries.getNextEntry();
                entry != null;
                entry = entries.getNextEntry()) {
            Optional<String> place = placement.apply(plainName(entry));
            if (place.isPresent() && !entry.isDirectory()) {
                write(entry, entries, inside(target, place.get()));
            }
        }
    }

    private static String plainName(TarArchiveEntry entry) {
        String name = entry.getName();
        return name.startsWith("./") ? name.substring(2) : name;
    }

    private static Path inside(Path target, String place) throws IOException {
        Path file = target.resolve(place).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("an entry would lie outside of the target: " + place);
        }
        return file;
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path file)
            throws IOException {
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
}
