package dev.buildserver.cache.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.cache.Client;
import dev.buildserver.testing.process.GeneratedContent;
import dev.buildserver.testing.process.PackagedService;
import dev.buildserver.testing.stores.SharedStores;
import dev.buildserver.testing.tokens.TestKeys;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service as it is shipped, with the memory that it is given. */
class PackagedServiceIT {
    static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    static final String[] SMALL = {"-Xmx80m", "-XX:MaxDirectMemorySize=64m"};
    private static final int LARGE_BYTES = 200_000_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Client client = Client.trusted("default");

    @Test
    void largeBlobsFlowThroughLittleMemory() {
        try (PackagedService service = PackagedService.start(JAR, configuration(), SMALL)) {
            // Given
            List<GeneratedContent> contents =
                    IntStream.range(0, 3)
                            .mapToObj(i -> new GeneratedContent(i, LARGE_BYTES))
                            .toList();
            // When
            List<CompletableFuture<String>> digests =
                    contents.stream()
                            .map(c -> CompletableFuture.supplyAsync(() -> roundTrip(service, c)))
                            .toList();
            // Then
            for (int i = 0; i < contents.size(); i++) {
                assertThat(digests.get(i).join()).isEqualTo(contents.get(i).sha256());
            }
            assertThat(service.peakResidentKibibytes()).isLessThan(380 << 10);
            assertThat(service.output()).noneMatch(line -> line.contains("OutOfMemory"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "buildserver.cash.entry.max-blob-size, 1G",
        "buildserver.cache.entry.max-blob-sise, 1G",
        "buildserver.cache.evict.unused-for, PT1S",
    })
    void wrongSettingsAreRefusedByName(String name, String value) {
        // Given
        Map<String, String> configuration = configuration();
        configuration.put(name, value);
        // When
        String output = PackagedService.startInVain(JAR, configuration, SMALL);
        // Then
        assertThat(output).contains(name);
    }

    static Map<String, String> configuration() {
        Map<String, String> configuration = new HashMap<>(SharedStores.freshConfiguration());
        configuration.putAll(TestKeys.ofThisJvm().configuration());
        configuration.keySet().removeIf(name -> name.startsWith("quarkus.datasource"));
        return configuration;
    }

    private String roundTrip(PackagedService service, GeneratedContent content) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + service.port()
                                                + "/cas/"
                                                + content.sha256()))
                        .header("Authorization", "Bearer " + client.token());
        try {
            HttpResponse<Void> written =
                    http.send(
                            request.PUT(
                                            BodyPublishers.fromPublisher(
                                                    BodyPublishers.ofInputStream(content::open),
                                                    content.sizeBytes()))
                                    .build(),
                            BodyHandlers.discarding());
            assertThat(written.statusCode()).isEqualTo(204);
            HttpResponse<InputStream> read =
                    http.send(request.GET().build(), BodyHandlers.ofInputStream());
            return GeneratedContent.sha256(read.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
