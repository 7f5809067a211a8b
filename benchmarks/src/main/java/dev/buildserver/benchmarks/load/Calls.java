package dev.buildserver.benchmarks.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.function.Consumer;

/** HTTP calls to one service over kept connections. Every call ends with an {@link Answer}. */
final class Calls {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int KEEP_SECONDS = 60;

    private final HttpClient client;

    /**
     * @param port of 127.0.0.1
     * @param connections most at the same time; further calls wait for one
     */
    Calls(Vertx vertx, int port, int connections) {
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setDefaultHost("127.0.0.1")
                                .setDefaultPort(port)
                                .setConnectTimeout(CONNECT_MILLIS)
                                .setMaxPoolSize(connections)
                                .setKeepAlive(true)
                                .setKeepAliveTimeout(KEEP_SECONDS)
                                .setTcpNoDelay(true));
    }

    /** POST of JSON. */
    void post(String path, Credential as, Buffer json, long timeoutMillis, Consumer<Answer> then) {
        RequestOptions options =
                options(HttpMethod.POST, path, as, timeoutMillis)
                        .putHeader("Content-Type", "application/json");
        send(options, json, then);
    }

    /** POST of JSON with an Idempotency-Key. */
    void submit(
            String path, Credential as, String key, Buffer json, long millis, Consumer<Answer> to) {
        RequestOptions options =
                options(HttpMethod.POST, path, as, millis)
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Idempotency-Key", key);
        send(options, json, to);
    }

    /** GET. */
    void get(String path, Credential as, long timeoutMillis, Consumer<Answer> then) {
        send(options(HttpMethod.GET, path, as, timeoutMillis), null, then);
    }

    /** DELETE. */
    void delete(String path, Credential as, long timeoutMillis, Consumer<Answer> then) {
        send(options(HttpMethod.DELETE, path, as, timeoutMillis), null, then);
    }

    private static RequestOptions options(
            HttpMethod method, String path, Credential as, long timeoutMillis) {
        return new RequestOptions()
                .setMethod(method)
                .setURI(path)
                .setIdleTimeout(timeoutMillis)
                .putHeader("Authorization", as.header())
                .putHeader("Accept", "application/json");
    }

    private void send(RequestOptions options, Buffer body, Consumer<Answer> then) {
        client.request(options)
                .compose(request -> body == null ? request.send() : request.send(body))
                .compose(Calls::read)
                .otherwise(Answer.NONE)
                .onSuccess(then::accept);
    }

    private static Future<Answer> read(HttpClientResponse response) {
        String retryAfter = response.getHeader("Retry-After");
        long millis =
                retryAfter != null && retryAfter.matches("\\d{1,6}")
                        ? Long.parseLong(retryAfter) * 1_000
                        : -1;
        return response.body().map(body -> new Answer(response.statusCode(), millis, body));
    }
}
