package dev.buildserver.cache.nuget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A feed by NuGet's V3 protocol. */
final class V3Source implements PackageSource {
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private final URI index;
    private final HttpClient http;
    private final Duration timeout;
    private final ObjectMapper mapper;
    private volatile String packages;

    V3Source(URI index, HttpClient http, Duration timeout, ObjectMapper mapper) {
        this.index = index;
        this.http = http;
        this.timeout = timeout;
        this.mapper = mapper;
    }

    @Override
    public String address() {
        return index.toString();
    }

    @Override
    public Optional<Versions> versions(String id, Versions known) throws IOException {
        HttpRequest.Builder request = get(URI.create(packages() + id + "/index.json"));
        if (known != null && known.etag() != null) {
            request.header("If-None-Match", known.etag());
        }
        HttpResponse<InputStream> answer = send(request.build());
        try (InputStream body = answer.body()) {
            return switch (answer.statusCode()) {
                case NOT_MODIFIED -> Optional.ofNullable(known);
                case NOT_FOUND -> Optional.empty();
                case OK ->
                        Optional.of(
                                new Versions(
                                        texts(mapper.readTree(body).path("versions")),
                                        answer.headers().firstValue("ETag").orElse(null)));
                default -> throw refused(answer);
            };
        }
    }

    @Override
    public Optional<InputStream> open(PackageName name) throws IOException {
        String path = name.id() + "/" + name.version() + "/" + name.fileName();
        HttpResponse<InputStream> answer = send(get(URI.create(packages() + path)).build());
        if (answer.statusCode() == OK) {
            return Optional.of(answer.body());
        }
        answer.body().close();
        if (answer.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        throw refused(answer);
    }

    /** Where packages are, as the service index says; with a slash at its end. */
    private String packages() throws IOException {
        if (packages != null) {
            return packages;
        }
        HttpResponse<InputStream> answer = send(get(index).build());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != OK) {
                throw refused(answer);
            }
            for (JsonNode resource : mapper.readTree(body).path("resources")) {
                if (resource.path("@type").asText().startsWith("PackageBaseAddress/3")) {
                    String address = index.resolve(resource.path("@id").asText()).toString();
                    packages = address.endsWith("/") ? address : address + "/";
                    return packages;
                }
            }
        }
        throw new IOException(index + " names no PackageBaseAddress");
    }

    private HttpRequest.Builder get(URI address) {
        return HttpRequest.newBuilder(address).timeout(timeout).GET();
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private IOException refused(HttpResponse<?> answer) {
        return new IOException(answer.uri() + " answered " + answer.statusCode());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText().toLowerCase(Locale.ROOT)));
        return texts;
    }
}
