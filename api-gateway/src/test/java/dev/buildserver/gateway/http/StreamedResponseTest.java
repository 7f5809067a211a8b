package dev.buildserver.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedResponseTest {
    private static final int PIECE = 64 * 1024;
    private static final long GIGABYTE = 1L << 30;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong produced = new AtomicLong();
    private final AtomicBoolean gone = new AtomicBoolean();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aClientThatDoesNotReadStopsTheServiceBehind() throws IOException {
        // Given
        int service = listen(this::endless);
        int gateway = listen(request -> pass(service, request));
        try (Socket client = ask(gateway)) {
            assertThat(client.getInputStream().read()).isPositive();
            // When
            await().pollDelay(Duration.ofSeconds(1)).until(this::stalls);
            // Then
            assertThat(produced.get()).isLessThan(64L << 20);
        }
        await().atMost(Duration.ofSeconds(10)).untilTrue(gone);
    }

    @Test
    void aClientThatDoesNotReadStopsTheSourceOfText() throws IOException {
        // Given
        String piece = "x".repeat(PIECE);
        Multi<String> text =
                Multi.createBy()
                        .repeating()
                        .uni(() -> Uni.createFrom().item(piece))
                        .whilst(p -> produced.addAndGet(p.length()) < GIGABYTE)
                        .onCancellation()
                        .invoke(() -> gone.set(true));
        int gateway = listen(request -> StreamedResponse.write(text, "text/plain", request));
        try (Socket client = ask(gateway)) {
            assertThat(client.getInputStream().read()).isPositive();
            // When
            await().pollDelay(Duration.ofSeconds(1)).until(this::stalls);
            // Then
            assertThat(produced.get()).isLessThan(64L << 20);
        }
        await().atMost(Duration.ofSeconds(10)).untilTrue(gone);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyThatBreaksOffEndsWithTheConnection(boolean lengthIsKnown) throws IOException {
        // Given
        int service =
                listen(
                        request -> {
                            HttpServerResponse response = request.response();
                            if (lengthIsKnown) {
                                response.putHeader("Content-Length", "100");
                            } else {
                                response.setChunked(true);
                            }
                            response.write("half")
                                    .onComplete(done -> request.request().connection().close());
                            return Uni.createFrom().nothing();
                        });
        int gateway = listen(request -> pass(service, request));
        // When: the client would keep the connection
        String answer = readAll(ask(gateway, ""));
        // Then
        assertThat(answer).contains("half").doesNotEndWith("0\r\n\r\n");
    }

    @Test
    void aTextThatBreaksOffEndsWithoutItsLastChunk() throws IOException {
        // Given
        Multi<String> text =
                Multi.createBy()
                        .concatenating()
                        .streams(
                                Multi.createFrom().item("half"),
                                Multi.createFrom().failure(new IOException("broken")));
        int gateway = listen(request -> StreamedResponse.write(text, "text/plain", request));
        // When
        String answer = readAll(ask(gateway));
        // Then
        assertThat(answer).contains("half").doesNotEndWith("0\r\n\r\n");
    }

    @Test
    void aTextThatEndsHasItsLastChunk() throws IOException {
        // Given
        int gateway =
                listen(
                        request ->
                                StreamedResponse.write(
                                        Multi.createFrom().items("a", "b"), "text/plain", request));
        // When
        String answer = readAll(ask(gateway));
        // Then
        assertThat(answer).endsWith("1\r\na\r\n1\r\nb\r\n0\r\n\r\n");
    }

    @Test
    void anEmptyTextEndsToo() throws IOException {
        // Given
        int gateway =
                listen(
                        request ->
                                StreamedResponse.write(
                                        Multi.createFrom().empty(), "text/plain", request));
        // When
        String answer = readAll(ask(gateway));
        // Then
        assertThat(answer).startsWith("HTTP/1.1 200").contains("text/plain");
    }

    private boolean stalls() {
        long before = produced.get();
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        return produced.get() == before;
    }

    private Uni<Void> endless(RoutingContext request) {
        HttpServerResponse response = request.response();
        response.putHeader("Content-Length", Long.toString(GIGABYTE));
        response.closeHandler(
                closed -> {
                    System.out.println("GONE");
                    gone.set(true);
                });
        produce(response);
        return Uni.createFrom().nothing();
    }

    private void produce(HttpServerResponse response) {
        while (!response.writeQueueFull() && produced.get() < GIGABYTE) {
            produced.addAndGet(PIECE);
            response.write(Buffer.buffer(new byte[PIECE]));
        }
        response.drainHandler(drained -> produce(response));
    }

    private Uni<Void> pass(int service, RoutingContext request) {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions().setDefaultPort(service));
        return Uni.createFrom()
                .completionStage(
                        client.request(HttpMethod.GET, "/")
                                .compose(asked -> asked.send())
                                .map(HttpClientResponse::pause)
                                .toCompletionStage())
                .chain(answer -> StreamedResponse.pass(answer, List.of("Content-Length"), request));
    }

    private int listen(Function<RoutingContext, Uni<Void>> handler) {
        Router router = Router.router(vertx);
        router.route()
                .handler(
                        request ->
                                handler.apply(request).subscribe().with(done -> {}, request::fail));
        HttpServer server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        return server.actualPort();
    }

    private static Socket ask(int port) throws IOException {
        return ask(port, "Connection: close\r\n");
    }

    private static Socket ask(int port, String header) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(
                        ("GET / HTTP/1.1\r\nHost: a\r\n" + header + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String readAll(Socket socket) throws IOException {
        try (socket;
                InputStream in = socket.getInputStream()) {
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[1000];
            try {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    answer.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                }
            } catch (java.net.SocketException e) {
                // Cut off: what came before counts.
            }
            return answer.toString();
        }
    }
}
