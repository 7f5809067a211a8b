package dev.buildserver.cache.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.buildserver.cache.Client;
import dev.buildserver.testing.process.PackagedService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Many bodies that nobody takes, since the object storage is silent. */
class StalledUploadsIT {
    private static final int UPLOADS = 300;
    private static final byte[] BODY = new byte[4 << 20];

    private final String token = Client.trusted("default").token();

    @Test
    void theyTakeLittleMemory() throws Exception {
        // Given
        try (ServerSocket storage = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
                PackagedService service = start(storage)) {
            List<Upload> uploads = new ArrayList<>();
            try {
                // When
                for (int number = 0; number < UPLOADS; number++) {
                    uploads.add(new Upload(service.port(), number));
                }
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> uploads.stream().mapToLong(Upload::send).sum(), equalTo(0L));

                // Then
                assertThat(service.output()).noneMatch(line -> line.contains("OutOfMemory"));
                assertThat(service.peakResidentKibibytes()).isLessThan(300 << 10);
                assertThat(statusOfHealth(service)).isEqualTo(200);
            } finally {
                for (Upload upload : uploads) {
                    upload.close();
                }
            }
        }
    }

    private static int statusOfHealth(PackagedService service) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + service.managementPort()
                                                + "/q/health/live"))
                        .timeout(Duration.ofSeconds(10))
                        .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    }

    private static PackagedService start(ServerSocket storage) {
        Map<String, String> configuration = PackagedServiceIT.configuration();
        // The service asks for its bucket first, and waits as long.
        configuration.put("buildserver.s3.timeout", "PT5S");
        configuration.put("buildserver.s3.endpoint", "http://127.0.0.1:" + storage.getLocalPort());
        return PackagedService.start(PackagedServiceIT.JAR, configuration, PackagedServiceIT.SMALL);
    }

    private final class Upload {
        private final SocketChannel channel;
        private final ByteBuffer body = ByteBuffer.wrap(BODY);

        Upload(int port, int number) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            String head =
                    """
                    PUT /cas/%064x HTTP/1.1\r
                    Host: here\r
                    Authorization: Bearer %s\r
                    Content-Length: %d\r
                    \r
                    """
                            .formatted(number, token, BODY.length);
            channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
        }

        /** As much as is taken now; number of bytes. */
        int send() {
            try {
                return channel.write(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void close() throws IOException {
            channel.close();
        }
    }
}
