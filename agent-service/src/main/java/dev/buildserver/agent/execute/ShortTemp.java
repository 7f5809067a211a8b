package dev.buildserver.agent.execute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Chooses a folder for temporary files. MSBuild puts sockets into it whose whole path may have 107
 * bytes on Linux, fewer elsewhere: where the attempt's folder lies too deep, its nodes would fail
 * to connect.
 */
final class ShortTemp {
    private static final Logger LOG = Logger.getLogger(ShortTemp.class);
    private static final int LONGEST = 60;

    private ShortTemp() {}

    static Path create(Path scratch) throws IOException {
        Path within = scratch.resolve("tmp");
        return within.toString().length() <= LONGEST
                ? Files.createDirectories(within)
                : Files.createTempDirectory("bs").toRealPath();
    }

    /** Deletes the folder with all that is in it, as far as that can be done. */
    static void delete(Path temp) {
        try (Stream<Path> files = Files.walk(temp)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf(e, "%s could not be removed", temp);
        }
    }
}
