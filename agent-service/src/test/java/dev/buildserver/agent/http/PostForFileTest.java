package dev.buildserver.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class PostForFileTest {
    private static final Duration SILENCE = Duration.ofMillis(400);

    @TempDir Path folder;
    private final JsonHttp http = TestHttp.create();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aSlowAnswerIsTakenToItsEnd() throws Exception {
        // Given: longer in all than a silence may be
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        for (int i = 0; i < 6; i++) {
                            out.write('a');
                            out.flush();
                            pause(SILENCE.toMillis() / 2);
                        }
                    }
                });
        Path file = folder.resolve("answer");
        // When
        post(file, Duration.ofSeconds(20));
        // Then
        assertThat(file).hasContent("aaaaaa");
    }

    @Test
    void silenceInTheMiddleEndsTheWait() {
        // Given
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('a');
                    exchange.getResponseBody().flush();
                    pause(60_000);
                });
        // When, then: long before the time for the whole is over, which the test's own limit shows
        assertThatThrownBy(() -> post(folder.resolve("answer"), Duration.ofMinutes(5)))
                .isInstanceOf(CallFailedException.class)
                .hasMessageContaining("no answer");
    }

    @Test
    void noAnswerEndsTheWait() {
        // Given
        server.createContext("/", exchange -> pause(60_000));
        // When, then
        assertThatThrownBy(() -> post(folder.resolve("answer"), Duration.ofMinutes(5)))
                .isInstanceOf(CallFailedException.class);
    }

    private void pause(long millis) {
        try {
            over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void post(Path file, Duration timeout) throws Exception {
        http.postForFile(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
                new Credential("token", null),
                Map.of(),
                file,
                SILENCE,
                timeout);
    }
}
