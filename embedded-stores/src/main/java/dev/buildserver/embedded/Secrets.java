package dev.buildserver.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Random passwords, kept in files that only their owner can read. */
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 24;

    private Secrets() {}

    /** The content of the file, which is made with a random one when it is missing. */
    public static String readOrMake(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[BYTES];
            RANDOM.nextBytes(bytes);
            write(file, HexFormat.of().formatHex(bytes));
        }
        return Files.readString(file).strip();
    }

    /** Writes a file that only its owner can read; nobody sees it half written. */
    public static void write(Path file, String content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(unfinished, content.getBytes(StandardCharsets.UTF_8));
        Files.move(
                unfinished,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
