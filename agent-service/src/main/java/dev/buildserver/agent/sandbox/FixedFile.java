package dev.buildserver.agent.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/**
 * A file that the agent brings. Sandboxes show it and processes have it in their memory, so it is
 * never written over: it is there as a whole, or not at all.
 */
final class FixedFile {
    private static final Set<PosixFilePermission> READABLE =
            PosixFilePermissions.fromString("rw-r--r--");

    private FixedFile() {}

    /** Has the content in the file, which stays as it is where it has that already. */
    static void put(Path file, byte[] content) throws IOException {
        if (Files.exists(file) && Arrays.equals(content, Files.readAllBytes(file))) {
            return;
        }
        Path unfinished = Files.createTempFile(file.getParent(), "new", "");
        Files.write(unfinished, content);
        if (unfinished.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(unfinished, READABLE);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
