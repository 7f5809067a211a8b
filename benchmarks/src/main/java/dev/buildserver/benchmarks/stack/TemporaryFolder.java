package dev.buildserver.benchmarks.stack;

import dev.buildserver.benchmarks.runtime.AtExit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A folder of its own for one run of a benchmark, deleted at its end. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;
    private final AtExit end;

    private TemporaryFolder(Path path) {
        this.path = path;
        this.end = AtExit.of(this::delete);
    }

    /**
     * @param prefix of its name
     */
    public static TemporaryFolder create(String prefix) throws IOException {
        TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory(prefix));
        spread(folder.path);
        return folder;
    }

    /** Of its own part of the disk. */
    public Path path() {
        return path.resolve("run");
    }

    @Override
    public void close() {
        end.close();
    }

    /** It stays, for people who look for the cause of something. */
    public void keep() {
        end.forget();
    }

    // As agents do (ADR 47): else whoever is measured later finds a slower disk, with or without
    // an agent.
    private static void spread(Path folder) throws IOException {
        try {
            new ProcessBuilder("chattr", "+T", folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // There is no such program.
        }
        Files.createDirectory(folder.resolve("run"));
    }

    private void delete() {
        try {
            Files.walkFileTree(path, new Removal());
        } catch (IOException e) {
            throw new UncheckedIOException(path + " can't be deleted", e);
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        // What is gone already, such as the socket of a server that has just ended.
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (Files.exists(file)) {
                throw e;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
