package dev.buildserver.agent.execute.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipExtraField;

/**
 * Packs a published app so that equal folders give equal bytes: entries sorted by name, one fixed
 * time, and of the permissions only whether a file is a program, which an unpacked app needs.
 */
public final class AppZip {
    private static final int PROGRAM = 0100755;
    private static final int FILE = 0100644;
    // The oldest time that the format knows. Zip entries hold local time without a zone.
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private AppZip() {}

    /**
     * @param folder its files go into the zip, links as what they lead to within the folder
     * @param zip is written anew
     */
    public static void write(Path folder, Path zip) throws IOException {
        Files.createDirectories(zip.getParent());
        long time = TIME.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli();
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            for (Path file : files(folder)) {
                ZipArchiveEntry entry = new ZipArchiveEntry(name(folder, file));
                entry.setTime(time);
                // The library adds the time in UTC where the zone makes a difference.
                entry.setExtraFields(new ZipExtraField[0]);
                entry.setSize(Files.size(file));
                entry.setUnixMode(isProgram(file) ? PROGRAM : FILE);
                out.putArchiveEntry(entry);
                Files.copy(file, out);
                out.closeArchiveEntry();
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        Path root = folder.toRealPath();
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> isInside(root, file))
                    .sorted(Comparator.comparing(file -> name(folder, file)))
                    .toList();
        }
    }

    // A link may lead anywhere on the agent; what it leads to is published only from within.
    private static boolean isInside(Path root, Path file) {
        try {
            return Files.isRegularFile(file) && file.toRealPath().startsWith(root);
        } catch (IOException e) {
            return false;
        }
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static boolean isProgram(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        Set<PosixFilePermission> permissions =
                Files.getPosixFilePermissions(file, new LinkOption[0]);
        return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
    }
}
