package dev.buildserver.agent.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes calls with a bearer token. Every call ends within its time-out, or at once when the calling
 * thread is interrupted. An empty answer body is an empty {@link Optional}.
 */
@Singleton
public class JsonHttp {
    private static final String JSON = "application/json";

    private final HttpClient client;
    private final ObjectMapper json;

    JsonHttp(HttpClient client, ObjectMapper json) {
        this.client = client;
        this.json = json;
    }

    /** GET. */
    public <T> Optional<T> get(URI uri, Credential as, Class<T> answer, Duration timeout)
            throws CallFailedException, InterruptedException {
        return exchange(request(uri, as, timeout).GET().build(), answer);
    }

    /** POST of a value as JSON. */
    public <T> Optional<T> post(
            URI uri, Credential as, Object body, Class<T> answer, Duration timeout)
            throws CallFailedException, InterruptedException {
        return postBytes(uri, as, bytes(body), answer, timeout);
    }

    /** POST of JSON that was written before, see {@link #bytes}. */
    public <T> Optional<T> postBytes(
            URI uri, Credential as, byte[] body, Class<T> answer, Duration timeout)
            throws CallFailedException, InterruptedException {
        return exchange(
                request(uri, as, timeout)
                        .header("Content-Type", JSON)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                answer);
    }

    /** POST of a file's content, streamed. */
    public <T> Optional<T> postFile(
            URI uri, Credential as, Path file, String type, Class<T> answer, Duration timeout)
            throws CallFailedException, InterruptedException {
        BodyPublisher content;
        try {
            content = BodyPublishers.ofFile(file);
        } catch (IOException e) {
            throw new CallFailedException(file.getFileName() + " can't be read", e);
        }
        return exchange(
                request(uri, as, timeout).header("Content-Type", type).POST(content).build(),
                answer);
    }

    /**
     * POST of a stream that is made while it is sent.
     *
     * @param content its pieces; taken up when they are sent
     */
    public <T> Optional<T> postStream(
            URI uri,
            Credential as,
            Iterable<byte[]> content,
            String type,
            Class<T> answer,
            Duration timeout)
            throws CallFailedException, InterruptedException {
        return exchange(
                request(uri, as, timeout)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArrays(content))
                        .build(),
                answer);
    }

    /**
     * POST of a value as JSON whose answer goes to a file.
     *
     * @param silence longest time in which nothing comes
     * @param timeout of the whole, until the file is complete
     */
    public void postForFile(
            URI uri, Credential as, Object body, Path file, Duration silence, Duration timeout)
            throws CallFailedException, InterruptedException {
        toFile(
                request(uri, as, timeout)
                        .setHeader("Accept", "*/*")
                        .header("Content-Type", JSON)
                        .POST(BodyPublishers.ofByteArray(bytes(body)))
                        .build(),
                file,
                silence,
                timeout);
    }

    /** GET whose answer goes to a file; see {@link #postForFile}. */
    public void getFile(URI uri, Credential as, Path file, Duration silence, Duration timeout)
            throws CallFailedException, InterruptedException {
        toFile(
                request(uri, as, timeout).setHeader("Accept", "*/*").GET().build(),
                file,
                silence,
                timeout);
    }

    private void toFile(HttpRequest request, Path file, Duration silence, Duration timeout)
            throws CallFailedException, InterruptedException {
        AtomicLong pieces = new AtomicLong();
        CompletableFuture<HttpResponse<Path>> call =
                client.sendAsync(request, WatchedBody.handler(BodyHandlers.ofFile(file), pieces));
        try {
            HttpResponse<Path> response = await(call, pieces, silence, timeout);
            if (response.statusCode() / 100 != 2) {
                throw new CallFailedException(
                        response.statusCode(),
                        null,
                        null,
                        request.uri().getPath() + " was answered " + response.statusCode());
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new CallFailedException(
                    "no answer from " + request.uri().getAuthority() + ": " + e, e);
        } finally {
            call.cancel(true);
        }
    }

    private static <T> T await(
            CompletableFuture<T> call, AtomicLong pieces, Duration silence, Duration timeout)
            throws ExecutionException, TimeoutException, InterruptedException {
        long waited = 0;
        while (true) {
            long before = pieces.get();
            try {
                return call.get(silence.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                waited += silence.toMillis();
                if (pieces.get() == before || waited >= timeout.toMillis()) {
                    throw e;
                }
            }
        }
    }

    /** PUT of a value as JSON. */
    public void put(URI uri, Credential as, Object body, Duration timeout)
            throws CallFailedException, InterruptedException {
        exchange(
                request(uri, as, timeout)
                        .header("Content-Type", JSON)
                        .PUT(BodyPublishers.ofByteArray(bytes(body)))
                        .build(),
                JsonNode.class);
    }

    /** DELETE. */
    public void delete(URI uri, Credential as, Duration timeout)
            throws CallFailedException, InterruptedException {
        exchange(request(uri, as, timeout).DELETE().build(), JsonNode.class);
    }

    /** A value as the JSON of the wire. */
    public byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass() + " can't be written as JSON", e);
        }
    }

    private static HttpRequest.Builder request(URI uri, Credential as, Duration timeout) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .timeout(timeout)
                        .header("Accept", JSON)
                        .header("Authorization", "Bearer " + as.token());
        if (as.traceParent() != null) {
            request.header("traceparent", as.traceParent());
        }
        return request;
    }

    private <T> Optional<T> exchange(HttpRequest request, Class<T> answer)
            throws CallFailedException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new CallFailedException(
                    "no answer from " + request.uri().getAuthority() + ": " + e, e);
        }
        if (response.statusCode() / 100 != 2) {
            throw refusal(request, response);
        }
        if (response.body().length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(response.body(), answer));
        } catch (IOException e) {
            throw new CallFailedException("unreadable answer from " + request.uri(), e);
        }
    }

    private CallFailedException refusal(HttpRequest request, HttpResponse<byte[]> response) {
        JsonNode problem = null;
        try {
            problem = json.readTree(response.body());
        } catch (IOException e) {
            // A proxy's page, not ours: the status alone has to do.
        }
        Duration retryAfter =
                response.headers()
                        .firstValue("Retry-After")
                        .filter(seconds -> seconds.matches("\\d{1,6}"))
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                        .orElse(null);
        String detail = problem == null ? "" : ": " + problem.path("detail").asText("");
        return new CallFailedException(
                response.statusCode(),
                problem,
                retryAfter,
                request.method()
                        + " "
                        + request.uri().getPath()
                        + " was answered "
                        + response.statusCode()
                        + detail);
    }
}
