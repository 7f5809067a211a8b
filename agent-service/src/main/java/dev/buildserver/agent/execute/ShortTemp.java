package dev.buildserver.agent.execute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
    private static final String PREFIX = "bs";

    private ShortTemp() {}

    static Path create(Path scratch) throws IOException {
        Path within = scratch.resolve("tmp");
        return within.toString().length() <= LONGEST
                ? Files.createDirectories(within)
                : elsewhere();
    }

    private static Path elsewhere() throws IOException {
        Path temp = Files.createTempDirectory(PREFIX).toRealPath();
        OwnedFolders.own(temp);
        return temp;
    }

    /** Deletes the folder with all that is in it, as far as that can be done. */
    static void delete(Path temp) {
        try {
            OwnedFolders.release(temp);
            deleteAll(temp);
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf(e, "%s could not be removed", temp);
        }
    }

    private static void deleteAll(Path temp) throws IOException {
        try (Stream<Path> files = Files.walk(temp)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    /** Deletes such folders that agents of this machine left when they were killed. */
    static void sweep() {
        try {
            Path place = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(place, PREFIX + "*")) {
                for (Path folder : folders) {
                    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                            && OwnedFolders.isAbandoned(folder)) {
                        LOG.infof("%s is of an agent that is gone", folder);
                        delete(folder);
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("Old temporary folders can't be listed", e);
        }
    }
}
