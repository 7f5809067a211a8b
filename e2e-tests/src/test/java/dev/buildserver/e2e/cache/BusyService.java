package dev.buildserver.e2e.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.buildserver.e2e.stack.Stack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * In place of the cache service, one that answers 503. The real one has ended; the next, which the
 * launcher has begun to start, is held until this one is closed.
 */
final class BusyService implements AutoCloseable {
    private static final byte[] PROBLEM =
            "{\"code\":\"UNAVAILABLE\",\"status\":503,\"detail\":\"busy\",\"retryable\":true}"
                    .getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger requests = new AtomicInteger();
    private final ProcessHandle held;
    private final HttpServer server;

    private BusyService(ProcessHandle held, int port) throws IOException {
        this.held = held;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::refuse);
        server.start();
    }

    static BusyService insteadOf(Stack stack) throws IOException {
        int port = stack.ports().path("cache").asInt();
        long old = stack.pids("cache").get(0);
        ProcessHandle.of(old).orElseThrow().destroyForcibly();
        // It listens long after it was started.
        ProcessHandle next =
                await().pollInterval(Duration.ofMillis(20))
                        .until(() -> service(stack, old), Optional::isPresent)
                        .orElseThrow();
        signal("STOP", next);
        try {
            return new BusyService(next, port);
        } catch (IOException e) {
            signal("CONT", next);
            throw e;
        }
    }

    /** Number of requests that were refused. */
    int requests() {
        return requests.get();
    }

    private static Optional<ProcessHandle> service(Stack stack, long old) {
        return stack.processes().stream()
                .filter(process -> process.pid() != old && process.isAlive())
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .filter(
                        process ->
                                process.info().commandLine().orElse("").contains("/cache-service/"))
                .findFirst();
    }

    private void refuse(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
        exchange.getResponseHeaders().add("Retry-After", "1");
        exchange.sendResponseHeaders(503, PROBLEM.length);
        exchange.getResponseBody().write(PROBLEM);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        signal("CONT", held);
    }

    private static void signal(String name, ProcessHandle process) {
        try {
            Process kill =
                    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(kill.exitValue()).isZero();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
