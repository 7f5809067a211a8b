package dev.buildserver.benchmarks.cache;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A public cache server that this machine has: {@code bazel-remote}, or {@code nginx} as the barest
 * store by HTTP. It keeps its files in a folder of its own.
 */
public final class Peer implements AutoCloseable {
    private static final int MOST_LOOKS = 200;
    private static final int LOOK_MILLIS = 50;

    private final String name;
    private final int port;
    private final Process process;

    private Peer(String name, int port, Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts the first of them that there is.
     *
     * @param folder for its files
     * @param program path of one of the two, or null: looked for on {@code PATH}
     */
    public static Optional<Peer> start(Path folder, Path program)
            throws IOException, InterruptedException {
        Optional<Path> found =
                program != null
                        ? Optional.of(program)
                        : find("bazel-remote").or(() -> find("nginx"));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String name = found.get().getFileName().toString();
        int port = freePort();
        Files.createDirectories(folder.resolve("files/cas"));
        List<String> command =
                name.startsWith("nginx")
                        ? nginx(found.get(), folder, port)
                        : bazelRemote(found.get(), folder, port);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("peer.log").toFile())
                        .start();
        Peer peer = new Peer(name, port, process);
        peer.awaitPort(folder);
        return Optional.of(peer);
    }

    /** As a target of the load. */
    public CacheTarget target() {
        return new CacheTarget(name, port, "", Map.of(name, process.pid()));
    }

    private static List<String> bazelRemote(Path program, Path folder, int port)
            throws IOException {
        return List.of(
                program.toString(),
                "--dir=" + folder.resolve("files"),
                "--max_size=10",
                "--storage_mode=uncompressed",
                "--http_address=127.0.0.1:" + port,
                "--grpc_address=127.0.0.1:" + freePort(),
                "--access_log_level=none");
    }

    private static List<String> nginx(Path program, Path folder, int port) throws IOException {
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(
                configuration,
                """
                worker_processes auto;
                daemon off;
                user %s;
                pid %s/nginx.pid;
                error_log %s/error.log;
                events { worker_connections 256; }
                http {
                  access_log off;
                  client_body_temp_path %s/body;
                  client_max_body_size 0;
                  keepalive_requests 1000000000;
                  sendfile on;
                  server {
                    listen 127.0.0.1:%d;
                    root %s/files;
                    location / { dav_methods PUT; create_full_put_path on; }
                  }
                }
                """
                        .formatted(
                                System.getProperty("user.name"),
                                folder,
                                folder,
                                folder,
                                port,
                                folder));
        return List.of(program.toString(), "-p", folder.toString(), "-c", configuration.toString());
    }

    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort(Path folder) throws IOException, InterruptedException {
        for (int i = 0; i < MOST_LOOKS && process.isAlive(); i++) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        close();
        throw new IOException(
                name + " did not start:\n" + Files.readString(folder.resolve("peer.log")));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
