package dev.buildserver.agent.fetch;

import dev.buildserver.agent.report.AttemptReport;
import dev.buildserver.contract.log.LogLevel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;

/** Tells of files whose content lies in Git LFS: the tree holds only pointers to it. */
final class LfsPointers {
    private static final byte[] HEAD =
            "version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MIN_LENGTH = 100;
    private static final int MAX_LENGTH = 1024;
    private static final int SHOWN = 5;

    private LfsPointers() {}

    /**
     * @param prefix of the repository's paths, as the user knows them
     */
    static void report(Repository repository, String prefix, AttemptReport report)
            throws IOException {
        List<String> found = find(repository);
        if (found.isEmpty()) {
            return;
        }
        report.log(
                LogLevel.WARN,
                found.size()
                        + " files are Git LFS pointers; their content is not fetched: "
                        + String.join(
                                ", ",
                                found.stream().limit(SHOWN).map(path -> prefix + path).toList())
                        + (found.size() > SHOWN ? ", …" : ""));
    }

    /** Whether the blob is a pointer. */
    static boolean isPointer(ObjectLoader blob) {
        long size = blob.getSize();
        return size >= MIN_LENGTH
                && size <= MAX_LENGTH
                && Arrays.equals(Arrays.copyOf(blob.getCachedBytes(), HEAD.length), HEAD);
    }

    private static List<String> find(Repository repository) throws IOException {
        List<String> found = new ArrayList<>();
        Path root = repository.getWorkTree().toPath();
        DirCache index = repository.readDirCache();
        for (int i = 0; i < index.getEntryCount(); i++) {
            DirCacheEntry entry = index.getEntry(i);
            // The index has no length for files that were written a moment ago.
            boolean mayBe = entry.getLength() <= MAX_LENGTH;
            boolean file = (entry.getRawMode() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
            if (mayBe && file && startsAsPointer(root.resolve(entry.getPathString()))) {
                found.add(entry.getPathString());
            }
        }
        return found;
    }

    private static boolean startsAsPointer(Path file) throws IOException {
        long size = Files.size(file);
        if (size < MIN_LENGTH || size > MAX_LENGTH) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(HEAD.length), HEAD);
        }
    }
}
