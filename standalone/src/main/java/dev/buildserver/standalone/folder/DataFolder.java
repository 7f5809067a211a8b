package dev.buildserver.standalone.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.buildserver.embedded.Secrets;
import dev.buildserver.embedded.cache.FolderTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/** All that one standalone installation keeps on disk. Only its owner may look into it. */
public final class DataFolder {
    /** Goes up when what lies in the folder changes its form. */
    static final String VERSION = "1";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path root;

    /**
     * @param root need not exist
     */
    public DataFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public Path root() {
        return root;
    }

    /** The stores' data. */
    public Path store(String name) {
        return root.resolve(name);
    }

    public Path keys() {
        return root.resolve("keys");
    }

    public Path tokens() {
        return root.resolve("tokens");
    }

    /** Below it, each agent has a folder of its own. */
    public Path agents() {
        return root.resolve("agents");
    }

    public Path portsFile() {
        return root.resolve("ports.json");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    public boolean exists() {
        return Files.isRegularFile(versionFile());
    }

    /**
     * Makes the folder, or checks that it is one of ours.
     *
     * @throws LauncherException when it holds something else or is of another version
     */
    public void prepare() {
        try {
            if (Files.isDirectory(root)) {
                check();
            } else {
                Files.createDirectories(root.getParent());
                Files.createDirectory(
                        root,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
            if (!exists()) {
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
                Secrets.write(versionFile(), VERSION + "\n");
            }
            Files.createDirectories(keys());
            Files.createDirectories(tokens());
            Files.createDirectories(agents());
            Files.createDirectories(logs());
        } catch (IOException e) {
            throw new LauncherException("The data folder " + root + " can't be used: " + e, e);
        }
    }

    /**
     * Takes the folder for this process. The system gives it back when the process ends, however.
     *
     * @return empty when another process has it
     */
    public Optional<FileLock> lock() throws IOException {
        FileChannel channel =
                FileChannel.open(
                        root.resolve("launcher.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
        }
        return Optional.ofNullable(lock);
    }

    /** Who runs here, or ran; empty when nobody does and the last one ended in order. */
    public Optional<RunRecord> runRecord() {
        try {
            return Optional.of(JSON.readValue(Files.readString(runFile()), RunRecord.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public void write(RunRecord run) {
        try {
            Secrets.write(runFile(), JSON.writeValueAsString(run) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To be called when everything that was written down has ended. */
    public void forgetRun() throws IOException {
        Files.deleteIfExists(runFile());
        Files.deleteIfExists(portsFile());
    }

    /**
     * Deletes the folder.
     *
     * @throws LauncherException when it is not one of ours
     */
    public void purge() {
        try {
            if (!Files.exists(root)) {
                return;
            }
            if (!exists() && !isEmpty()) {
                throw notOurs();
            }
            FolderTree.delete(root);
        } catch (IOException e) {
            throw new LauncherException("The data folder " + root + " can't be deleted: " + e, e);
        }
    }

    private void check() throws IOException {
        if (!exists()) {
            if (!isEmpty()) {
                throw notOurs();
            }
            return;
        }
        String version = Files.readString(versionFile()).strip();
        if (!version.equals(VERSION)) {
            throw new LauncherException(
                    "The data folder "
                            + root
                            + " is of version "
                            + version
                            + ", this program knows version "
                            + VERSION
                            + ": use another folder, or the program that made it");
        }
    }

    private LauncherException notOurs() {
        return new LauncherException(
                root + " is not empty and not a data folder (it has no file \"version\")");
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.findAny().isEmpty();
        }
    }

    private Path versionFile() {
        return root.resolve("version");
    }

    private Path runFile() {
        return root.resolve("run.json");
    }
}
