package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.util.FS;

/**
 * When the files of a tree changed. Of several files that are copied to one place, the last one is
 * there after a build from nothing. The next build copies whichever is newer than that one, though
 * nothing changed: checkouts write files one after the other, or on different days.
 */
public final class SourceTimes {
    private static final String GIT = ".git";

    /** Git reads files again that changed when the index was written. */
    private static final Duration BEFORE_THE_INDEX = Duration.ofSeconds(10);

    private SourceTimes() {}

    /**
     * Gives all files one time, a little ago. To be called where there are no outputs.
     *
     * @param source a Git checkout; of another folder, every file keeps its time
     */
    public static void level(Path source, Instant now) throws IOException {
        Path index = source.resolve(GIT).resolve("index");
        if (!Files.isRegularFile(index)) {
            return;
        }
        Instant time = now.minus(BEFORE_THE_INDEX);
        Files.walkFileTree(source, new Levelling(FileTime.from(time)));
        DirCache cache = DirCache.lock(index.toFile(), FS.DETECTED);
        try {
            for (int i = 0; i < cache.getEntryCount(); i++) {
                tell(cache.getEntry(i), source);
            }
            cache.write();
            if (!cache.commit()) {
                throw new IOException("The index of " + source + " can't be written");
            }
        } finally {
            cache.unlock();
        }
    }

    // Else Git would read them all to see that nothing else changed.
    private static void tell(DirCacheEntry entry, Path source) throws IOException {
        Path file = source.resolve(entry.getPathString());
        if (entry.getFileMode() != FileMode.SYMLINK
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            entry.setLastModified(Files.getLastModifiedTime(file).toInstant());
        }
    }

    private static final class Levelling extends SimpleFileVisitor<Path> {
        private final FileTime time;

        Levelling(FileTime time) {
            this.time = time;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.getFileName().toString().equals(GIT)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (attributes.isRegularFile()) {
                Files.setLastModifiedTime(file, time);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
