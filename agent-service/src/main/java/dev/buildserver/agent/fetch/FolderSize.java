package dev.buildserver.agent.fetch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Bytes of all files below a folder; links count as themselves. */
final class FolderSize extends SimpleFileVisitor<Path> {
    private long bytes;

    private FolderSize() {}

    static long of(Path folder) {
        FolderSize sum = new FolderSize();
        try {
            Files.walkFileTree(folder, sum);
        } catch (IOException e) {
            // Something vanished: what was counted will do.
        }
        return sum.bytes;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        bytes += attributes.size();
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        return FileVisitResult.CONTINUE;
    }
}
