package dev.buildserver.gateway.http;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.buildserver.gateway.testing.Samples.BUILD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.log.LogPage;
import dev.buildserver.gateway.testing.GatewayTest;
import dev.buildserver.gateway.testing.Samples;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** The body time-out of these tests is two seconds. */
@QuarkusTest
class RequestLimitsTest extends GatewayTest {
    private static final int LONGER_THAN_THE_TIMEOUT = 4000;

    @TestHTTPResource("/api/v1/builds/3fa85f64-5717-4562-b3fc-2c963f66afa6/logs?follow=true")
    URI follow;

    @Test
    void anAnswerThatHasBegunIsNoMatterOfTheBodyTimeout() throws IOException {
        // Given
        orchestrator.stubFor(
                get("/internal/v1/builds/" + BUILD).willReturn(json(Samples.running())));
        orchestrator.stubFor(
                get(urlPathEqualTo("/internal/v1/builds/" + BUILD + "/log"))
                        .willReturn(json(new LogPage(List.of(), null, false))));
        Errors errors = new Errors();
        Logger vertx = Logger.getLogger("io.quarkus.vertx.core.runtime");
        vertx.addHandler(errors);
        // When
        String answer = listen(LONGER_THAN_THE_TIMEOUT);
        // Then
        vertx.removeHandler(errors);
        assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotContain("408");
        assertThat(errors.messages).isEmpty();
    }

    /** Follows with a length of zero, as some clients send it with every request. */
    private String listen(int millis) throws IOException {
        try (Socket socket = new Socket(follow.getHost(), follow.getPort())) {
            socket.setSoTimeout(millis);
            String request =
                    "GET %s?%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Length: 0\r\nAccept: text/event-stream\r\n\r\n"
                            .formatted(follow.getPath(), follow.getQuery(), developer());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            StringBuilder answer = new StringBuilder();
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[4096];
            try {
                long end = System.currentTimeMillis() + millis;
                for (int n = in.read(buffer);
                        n >= 0 && System.currentTimeMillis() < end;
                        n = in.read(buffer)) {
                    answer.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                }
            } catch (SocketTimeoutException e) {
                // Nothing more came, which is as good.
            }
            return answer.toString();
        }
    }

    private static final class Errors extends Handler {
        private final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord event) {
            messages.add(event.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
