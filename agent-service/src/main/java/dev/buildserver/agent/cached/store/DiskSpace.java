package dev.buildserver.agent.cached.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Keeps a folder within a size: when it has grown too large, what was not used for the longest time
 * goes. It may be larger for a while. Thread-safe.
 */
public final class DiskSpace {
    private static final Logger LOG = Logger.getLogger(DiskSpace.class);

    /** Looked at again when that part of the size was written. */
    private static final int PART = 20;

    private final Path folder;
    private final long maxBytes;
    private final AtomicLong written;

    public DiskSpace(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        // At the first write, too: the folder may have been there before.
        this.written = new AtomicLong(maxBytes);
    }

    /** Something was written. */
    void wrote(long bytes) {
        long since = written.addAndGet(bytes);
        if (since > maxBytes / PART && written.compareAndSet(since, 0)) {
            try {
                trim();
            } catch (IOException e) {
                LOG.warnf("The cache in %s can't be kept within its size: %s", folder, e);
            }
        }
    }

    private void trim() throws IOException {
        List<Used> files = files();
        long total = files.stream().mapToLong(Used::bytes).sum();
        if (total <= maxBytes) {
            return;
        }
        files.sort(Comparator.comparing(Used::last));
        long wanted = maxBytes - maxBytes / PART;
        for (Used file : files) {
            if (total <= wanted) {
                break;
            }
            Files.deleteIfExists(file.path());
            total -= file.bytes();
        }
    }

    private List<Used> files() throws IOException {
        List<Used> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
                            files.add(new Used(file, a.size(), a.lastModifiedTime()));
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e)
                                throws IOException {
                            if (e instanceof NoSuchFileException) {
                                return FileVisitResult.CONTINUE;
                            }
                            throw e;
                        }
                    });
        }
        return files;
    }

    private record Used(Path path, long bytes, FileTime last) {}
}
