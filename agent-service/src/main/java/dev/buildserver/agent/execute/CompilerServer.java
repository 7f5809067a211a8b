package dev.buildserver.agent.execute;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Keeps compiler servers of attempts apart. Left alone, all compilers of one user and SDK talk to
 * one server through a socket in {@code /tmp}, whatever their TMPDIR is: it would outlive its
 * attempt, or end under another one.
 */
final class CompilerServer {
    private static final Path SOCKETS = Path.of("/tmp");
    private static final Pattern OWN = Pattern.compile("buildserver-[0-9a-f]{32}");
    private static final Path LOCKS = Path.of("/tmp/.dotnet/shm");

    private CompilerServer() {}

    /** A name for the server of that attempt: short, since paths of sockets are limited. */
    static String name(UUID attempt) {
        return "buildserver-" + attempt.toString().replace("-", "");
    }

    /** A name for the server in a sandbox, which sees no other. */
    static final String ALONE = "buildserver";

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

    /** Removes the sockets of servers that nobody ended: their agent was killed. */
    static void sweep() {
        sweep(SOCKETS);
    }

    static void sweep(Path folder) {
        try (DirectoryStream<Path> sockets =
                Files.newDirectoryStream(folder, file -> OWN.matcher(name(file)).matches())) {
            for (Path socket : sockets) {
                if (!isServed(socket)) {
                    delete(socket);
                }
            }
        } catch (IOException e) {
            // No such folder: another operating system.
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static boolean isServed(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            // Not to be judged, such as another user's.
            return true;
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
