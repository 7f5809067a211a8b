package dev.buildserver.artifact.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.artifact.Client;
import dev.buildserver.embedded.StoreHome;
import dev.buildserver.embedded.s3.S3Server;
import dev.buildserver.testing.process.GeneratedContent;
import dev.buildserver.testing.process.PackagedService;
import dev.buildserver.testing.stores.SharedStores;
import dev.buildserver.testing.tokens.TestKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service as it is shipped, with the memory that it is given. */
class PackagedServiceIT {
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final String[] SMALL = {"-Xmx96m", "-XX:MaxDirectMemorySize=64m"};
    private static final int LARGE_BYTES = 200_000_000;

    @TempDir private static Path folder;
    private static S3Server s3;
    private static PackagedService service;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() {
        s3 = S3Server.start(StoreHome.in(folder.resolve("s3")));
        service = PackagedService.start(JAR, configuration(), SMALL);
    }

    @AfterAll
    static void stop() {
        service.close();
        s3.close();
    }

    @Test
    void largeArtifactsFlowThroughLittleMemory() {
        // Given
        List<GeneratedContent> contents =
                IntStream.range(0, 3).mapToObj(i -> new GeneratedContent(i, LARGE_BYTES)).toList();
        // When
        List<CompletableFuture<String>> digests =
                contents.stream()
                        .map(c -> CompletableFuture.supplyAsync(() -> roundTrip(c)))
                        .toList();
        // Then
        for (int i = 0; i < contents.size(); i++) {
            assertThat(digests.get(i).join()).isEqualTo(contents.get(i).sha256());
        }
        assertThat(service.peakResidentKibibytes()).isLessThan(420 << 10);
        assertThat(service.output()).noneMatch(line -> line.contains("OutOfMemory"));
    }

    @Test
    void withoutTheStorageItSaysSoAndComesBack() throws Exception {
        // Given
        Client client = Client.newAttempt();
        GeneratedContent content = new GeneratedContent(7, 1_000);
        String path = upload(client, content);
        int port = s3.port();
        // When
        s3.close();
        HttpResponse<String> download = get(client, path);
        HttpResponse<String> upload =
                send(uploadOf(Client.newAttempt(), new GeneratedContent(8, 1_000)));
        // Then
        assertThat(download.statusCode()).isEqualTo(503);
        assertThat(download.headers().firstValue("Retry-After")).isPresent();
        assertThat(download.body()).contains("\"UNAVAILABLE\"");
        assertThat(upload.statusCode()).isEqualTo(503);
        assertThat(health("ready")).isEqualTo(503);
        assertThat(health("live")).isEqualTo(200);
        // And again
        s3 = S3Server.start(StoreHome.in(folder.resolve("s3")).onPort(port));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(health("ready")).isEqualTo(200));
        assertThat(get(client, path).statusCode()).isEqualTo(200);
    }

    @Test
    void aDownloadThatTheStorageBreaksOffDoesNotLookComplete() throws Exception {
        // Given
        Client client = Client.newAttempt();
        String path = upload(client, new GeneratedContent(9, LARGE_BYTES));
        HttpResponse<InputStream> download =
                http.send(request(client, path).build(), BodyHandlers.ofInputStream());
        int port = s3.port();
        // When
        long received = download.body().readNBytes(1 << 20).length;
        s3.close();
        try (InputStream rest = download.body()) {
            received += rest.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("timed out");
        } finally {
            s3 = S3Server.start(StoreHome.in(folder.resolve("s3")).onPort(port));
        }
        // Then
        assertThat(download.headers().firstValueAsLong("Content-Length")).hasValue(LARGE_BYTES);
        assertThat(received).isLessThan(LARGE_BYTES);
    }

    @ParameterizedTest
    @CsvSource({
        "buildserver.artefact.upload.max-artifact-size, 1G",
        "buildserver.artifact.upload.max-artifact-sise, 1G",
        "buildserver.artifact.upload.max-artifact-size, 6G",
        "buildserver.artifact.retention.orphan-age, PT1S",
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

    private static Map<String, String> configuration() {
        Map<String, String> configuration = new HashMap<>(SharedStores.freshConfiguration());
        configuration.putAll(TestKeys.ofThisJvm().configuration());
        configuration.put("buildserver.s3.endpoint", s3.endpoint().toString());
        configuration.put("buildserver.s3.access-key", s3.accessKey());
        configuration.put("buildserver.s3.secret-key", s3.secretKey());
        configuration.keySet().removeIf(name -> name.startsWith("quarkus.redis"));
        return configuration;
    }

    private String roundTrip(GeneratedContent content) {
        Client client = Client.newAttempt();
        try {
            String path = upload(client, content);
            HttpResponse<InputStream> download =
                    http.send(request(client, path).build(), BodyHandlers.ofInputStream());
            return GeneratedContent.sha256(download.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Uploads and returns the path of the content. */
    private String upload(Client client, GeneratedContent content)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = send(uploadOf(client, content));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.headers().firstValue("Location").orElseThrow() + "/content";
    }

    private static HttpRequest uploadOf(Client client, GeneratedContent content) {
        URI uri =
                uri(
                        client.artifactsPath()
                                + "?path=large.zip&kind=Application&sha256="
                                + content.sha256());
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + client.leaseToken())
                .POST(
                        BodyPublishers.fromPublisher(
                                BodyPublishers.ofInputStream(content::open), content.sizeBytes()))
                .build();
    }

    private HttpResponse<String> get(Client client, String path)
            throws IOException, InterruptedException {
        return send(request(client, path).build());
    }

    private HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Client client, String path) {
        return HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + client.userToken());
    }

    private static URI uri(String pathOrUri) {
        return URI.create("http://127.0.0.1:" + service.port()).resolve(pathOrUri);
    }

    private int health(String kind) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + service.managementPort() + "/q/health/" + kind);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
