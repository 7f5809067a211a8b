package dev.buildserver.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sends requests, repeats those that may be repeated, and turns error answers into exceptions. */
final class Transport {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final Set<Integer> TRANSIENT = Set.of(429, 502, 503, 504);

    private final Endpoint endpoint;
    private final RetryPolicy retries;
    private final Pause pause;
    private final HttpClient http;

    Transport(Endpoint endpoint, RetryPolicy retries, Pause pause) {
        this.endpoint = endpoint;
        this.retries = retries;
        this.pause = pause;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    HttpClient http() {
        return http;
    }

    Pause pause() {
        return pause;
    }

    /** A request with the caller's token, without a time-out: streams set none. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(path));
        String token = endpoint.token().get();
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    String get(String path, String accept) {
        return send(request(path).header("Accept", accept).timeout(ANSWER_TIMEOUT).GET().build());
    }

    /** Gets a text of any length, repeated only until the first line of it has arrived. */
    void lines(String path, Consumer<String> listener) {
        HttpRequest request =
                request(path).header("Accept", "text/plain").timeout(ANSWER_TIMEOUT).GET().build();
        HttpResponse<InputStream> answer =
                retried(request, BodyHandlers.ofInputStream(), Transport::readAll);
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                listener.accept(line);
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /**
     * Posts what may be sent again.
     *
     * @param idempotencyKey null only for a request that by its nature has one effect
     * @param json null for an empty body
     */
    String post(String path, String idempotencyKey, String json) {
        HttpRequest.Builder request =
                request(path).header("Accept", "application/json").timeout(ANSWER_TIMEOUT);
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        if (json == null) {
            request.POST(HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json));
        }
        return send(request.build());
    }

    /** Puts a state; may be sent again. */
    String put(String path, String json) {
        return send(
                request(path)
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/json")
                        .timeout(ANSWER_TIMEOUT)
                        .PUT(HttpRequest.BodyPublishers.ofString(json))
                        .build());
    }

    /** Ends a state; may be sent again. */
    String delete(String path) {
        return send(
                request(path)
                        .header("Accept", "application/json")
                        .timeout(ANSWER_TIMEOUT)
                        .DELETE()
                        .build());
    }

    private String send(HttpRequest request) {
        return retried(request, BodyHandlers.ofString(), body -> body).body();
    }

    /**
     * @param text reads the body of an error answer
     */
    private <T> HttpResponse<T> retried(
            HttpRequest request, HttpResponse.BodyHandler<T> handler, Function<T, String> text) {
        for (int failures = 1; ; failures++) {
            try {
                HttpResponse<T> answer = http.send(request, handler);
                if (answer.statusCode() / 100 == 2) {
                    return answer;
                }
                if (!TRANSIENT.contains(answer.statusCode()) || failures >= retries.tries()) {
                    throw Problems.exception(answer.statusCode(), text.apply(answer.body()));
                }
                waitFor(longer(retries.pauseAfter(failures), retryAfter(answer)));
            } catch (IOException e) {
                if (failures >= retries.tries()) {
                    throw unreachable(e);
                }
                waitFor(retries.pauseAfter(failures));
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private static String readAll(InputStream body) {
        try (body) {
            return new String(body.readAllBytes(), UTF_8);
        } catch (IOException e) {
            // The status says enough.
            return "";
        }
    }

    void waitFor(Duration duration) {
        try {
            pause.pause(duration);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Duration longer(Duration pauseOfOurs, OptionalLong secondsAsked) {
        Duration asked = Duration.ofSeconds(Math.max(0, secondsAsked.orElse(0)));
        Duration bounded =
                asked.compareTo(retries.longestPause()) > 0 ? retries.longestPause() : asked;
        return bounded.compareTo(pauseOfOurs) > 0 ? bounded : pauseOfOurs;
    }

    private static OptionalLong retryAfter(HttpResponse<?> answer) {
        try {
            return answer.headers().firstValueAsLong("Retry-After");
        } catch (NumberFormatException e) {
            // A date is allowed too; our own pause will do.
            return OptionalLong.empty();
        }
    }

    ServerUnreachableException unreachable(Throwable cause) {
        return new ServerUnreachableException(
                "Cannot reach the server at " + endpoint.address() + ": " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (cause.getMessage() != null) {
            return cause.getMessage();
        }
        // The client tells an unknown host from a closed port by the cause alone.
        if (cause.getCause() instanceof UnresolvedAddressException
                || cause.getCause() != null
                        && cause.getCause().getCause() instanceof UnresolvedAddressException) {
            return "the host name has no address";
        }
        return cause instanceof ConnectException
                ? "connection refused"
                : cause.getClass().getSimpleName();
    }

    static ServerUnreachableException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ServerUnreachableException("Interrupted while waiting for the server", cause);
    }
}
