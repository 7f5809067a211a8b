package dev.buildserver.benchmarks.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.cli.client.ClientJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** JSON calls to a service of the stack. Fails with {@link IllegalStateException} on any error. */
final class Api {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String token;

    Api(int port, String token) {
        this.base = "http://127.0.0.1:" + port;
        this.token = token;
    }

    /** POST; the answer's body, empty where it has none. */
    CompletableFuture<JsonNode> post(String path, Object body) {
        return post(path, token, body);
    }

    /** POST with a token of its own. */
    CompletableFuture<JsonNode> post(String path, String as, Object body) {
        try {
            byte[] json = ClientJson.mapper().writeValueAsBytes(body);
            return send(request(path, as).POST(BodyPublishers.ofByteArray(json)).build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** GET. */
    CompletableFuture<JsonNode> get(String path) {
        return send(request(path, token).GET().build());
    }

    private HttpRequest.Builder request(String path, String as) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + as)
                .header("Content-Type", "application/json");
    }

    private CompletableFuture<JsonNode> send(HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(Api::read);
    }

    private static JsonNode read(HttpResponse<byte[]> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    answer.request().uri()
                            + " was answered "
                            + answer.statusCode()
                            + ": "
                            + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
        try {
            return answer.body().length == 0
                    ? ClientJson.mapper().createObjectNode()
                    : ClientJson.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
