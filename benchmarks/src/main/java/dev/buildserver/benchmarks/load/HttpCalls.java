package dev.buildserver.benchmarks.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.function.Consumer;

/** Calls to one port over kept connections. */
final class HttpCalls implements Calls {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int KEEP_SECONDS = 60;

    private final HttpClient client;

    /**
     * @param port of 127.0.0.1
     * @param connections most at the same time; further calls wait for one
     */
    HttpCalls(Vertx vertx, int port, int connections) {
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

    @Override
    public void send(Call call, Consumer<Answer> then) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(call.method())
                        .setURI(call.path())
                        .setIdleTimeout(call.timeoutMillis())
                        .putHeader("Authorization", call.as().header())
                        .putHeader("Accept", "application/json");
        if (call.body() != null) {
            options.putHeader("Content-Type", "application/json");
        }
        if (call.key() != null) {
            options.putHeader("Idempotency-Key", call.key());
        }
        client.request(options)
                .compose(request -> send(request, call))
                .compose(HttpCalls::read)
                .otherwise(Answer.NONE)
                .onSuccess(then::accept);
    }

    private static Future<HttpClientResponse> send(HttpClientRequest request, Call call) {
        return call.body() == null ? request.send() : request.send(call.body());
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
