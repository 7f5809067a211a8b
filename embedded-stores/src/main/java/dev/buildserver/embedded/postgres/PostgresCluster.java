package dev.buildserver.embedded.postgres;

import dev.buildserver.embedded.Secrets;
import dev.buildserver.embedded.StoreStartException;
import dev.buildserver.embedded.cache.FolderTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The files of one server: data, log, and the administrator's password. */
final class PostgresCluster {
    private static final int PORT_FILE_STATUS_LINE = 7;
    private static final long PREDECESSOR_ENDS_WITHIN_SECONDS = 30;

    private final Path folder;
    private final Path distribution;
    private final String adminPassword;

    PostgresCluster(Path folder, Path distribution) throws IOException {
        this.folder = folder;
        this.distribution = distribution;
        this.adminPassword = Secrets.readOrMake(folder.resolve("admin-password"));
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("postgres.log");
    }

    String adminPassword() {
        return adminPassword;
    }

    Path program(String name) {
        return distribution.resolve("bin").resolve(name);
    }

    /** Makes the data where there are none, and waits for a predecessor that is just ending. */
    void prepare() throws IOException {
        Path unfinished = folder.resolve("data.unfinished");
        FolderTree.delete(unfinished);
        if (Files.isDirectory(data())) {
            awaitPredecessor();
            return;
        }
        initialise(unfinished);
        Files.move(unfinished, data());
    }

    /** Whether the server with that process id accepts connections, by its own word. */
    boolean isReady(long pid) throws IOException {
        List<String> lines = lockFile();
        return lines.size() > PORT_FILE_STATUS_LINE
                && lines.get(0).equals(Long.toString(pid))
                && lines.get(PORT_FILE_STATUS_LINE).strip().equals("ready");
    }

    private List<String> lockFile() throws IOException {
        Path file = data().resolve("postmaster.pid");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private void awaitPredecessor() throws IOException {
        List<String> lines = lockFile();
        if (lines.isEmpty()) {
            return;
        }
        Optional<ProcessHandle> predecessor =
                ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(this::isPostgres);
        if (predecessor.isEmpty()) {
            // The number may belong to an innocent process by now, which PostgreSQL can't tell.
            Files.deleteIfExists(data().resolve("postmaster.pid"));
            return;
        }
        try {
            predecessor
                    .get()
                    .onExit()
                    .orTimeout(PREDECESSOR_ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (java.util.concurrent.CompletionException e) {
            throw new StoreStartException(
                    "PostgreSQL process " + predecessor.get().pid() + " still uses " + data(), e);
        }
    }

    private boolean isPostgres(ProcessHandle handle) {
        return handle.info().command().filter(path -> path.endsWith("postgres")).isPresent();
    }

    private void initialise(Path target) throws IOException {
        List<String> words = new ArrayList<>(Unprivileged.prefix());
        words.add(program("initdb").toString());
        words.addAll(List.of("-D", target.toString()));
        words.addAll(List.of("-U", PostgresDatabases.ADMIN));
        words.addAll(List.of("--pwfile", folder.resolve("admin-password").toString()));
        words.addAll(List.of("-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"));
        Process initdb =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        initdb.getOutputStream().close();
        String output = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (initdb.waitFor() != 0) {
                throw new StoreStartException("PostgreSQL's initdb failed: " + output.strip());
            }
        } catch (InterruptedException e) {
            initdb.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StoreStartException("PostgreSQL: interrupted at start", e);
        }
    }
}
