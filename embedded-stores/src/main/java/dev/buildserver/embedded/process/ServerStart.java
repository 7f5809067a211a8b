package dev.buildserver.embedded.process;

import dev.buildserver.embedded.StoreStartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Starts a server on a port and waits until it answers. When the port was free but another process
 * was faster, it tries the next one.
 *
 * @param name for messages
 * @param within how long the server may take
 */
public record ServerStart(String name, Duration within) {
    private static final int PORTS_TRIED = 5;
    private static final int POLL_MILLIS = 10;
    private static final int QUOTED_LINES = 5;

    /** A started server. */
    public record Started(TiedProcess process, int port) {}

    /** How the server is run on a port. */
    @FunctionalInterface
    public interface Launch {
        /** The command for that port. */
        TiedCommand on(int port) throws IOException;
    }

    /** Whether the server answers. */
    @FunctionalInterface
    public interface Probe {
        /** Is called every few milliseconds, so it must be quick. */
        boolean ready(TiedProcess process, int port) throws IOException;
    }

    /**
     * @param fixedPort 0 = any free one
     * @throws StoreStartException when the server ends, or does not answer in time; with the end of
     *     its log
     */
    public Started start(int fixedPort, Launch launch, Probe probe) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = fixedPort == 0 ? LoopbackPorts.free() : fixedPort;
            TiedCommand command = launch.on(port);
            TiedProcess process = TiedProcess.start(command);
            if (await(process, port, probe)) {
                return new Started(process, port);
            }
            boolean ended = !process.isAlive();
            process.close();
            boolean portTaken = ended && !LoopbackPorts.isFree(port);
            if (fixedPort != 0 && portTaken) {
                throw new StoreStartException(name + ": port " + port + " is in use");
            }
            if (!portTaken || attempt == PORTS_TRIED) {
                throw new StoreStartException(
                        name
                                + (ended ? " ended at start: " : " does not answer: ")
                                + endOf(command.log()));
            }
        }
    }

    private boolean await(TiedProcess process, int port, Probe probe) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (probe.ready(process, port)) {
                return true;
            }
            pause(process);
        }
        return false;
    }

    private void pause(TiedProcess process) {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.close();
            throw new StoreStartException(name + ": interrupted at start", e);
        }
    }

    private static String endOf(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        int from = Math.max(0, lines.size() - QUOTED_LINES);
        return String.join(" | ", lines.subList(from, lines.size())) + " (" + log + ")";
    }
}
