package dev.buildserver.agent.execute;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Keeps compiler servers of attempts apart. Left alone, all compilers of one user and SDK talk to
 * one server through a socket in {@code /tmp}, whatever their TMPDIR is: it would outlive its
 * attempt, or end under another one.
 */
final class CompilerServer {
    private static final Path SOCKETS = Path.of("/tmp");
    private static final Path LOCKS = Path.of("/tmp/.dotnet/shm");

    private CompilerServer() {}

    /** A name for the server of that attempt: short, since paths of sockets are limited. */
    static String name(UUID attempt) {
        return "buildserver-" + attempt.toString().replace("-", "");
    }

    /** Removes what a killed server leaves outside of the attempt's folders. */
    static void cleanUp(String name) {
        if (File.separatorChar != '/') {
            return;
        }
        delete(SOCKETS.resolve(name));
        try (DirectoryStream<Path> sessions = Files.newDirectoryStream(LOCKS, "session*")) {
            for (Path session : sessions) {
                if (delete(session.resolve(name + ".server"))) {
                    deleteIfEmpty(session);
                }
            }
        } catch (IOException e) {
            // No locks here: another operating system or a newer runtime.
        }
    }

    private static boolean delete(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
    }

    private static void deleteIfEmpty(Path folder) {
        try {
            Files.delete(folder);
        } catch (IOException e) {
            // Somebody else's locks are in it.
        }
    }
}
