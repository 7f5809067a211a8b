package dev.buildserver.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.buildserver.cache.blob.Frames;
import dev.buildserver.contract.cache.BlobFrames;
import dev.buildserver.testing.stores.StoresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The object storage refuses everything, and its bucket looks as if it were there. */
@QuarkusTest
@TestProfile(StorageFaultIT.NoStorage.class)
@QuarkusTestResource(value = StoresResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = StorageFaultIT.RefusingStorage.class, restrictToAnnotatedClass = true)
class StorageFaultIT {
    private static final byte[] BLOB = "a blob".getBytes();
    private static final String PATH = "/cas/" + Client.sha256(BLOB);
    private final Client client = Client.trusted("default");

    /** A profile of its own, so that the application starts with the resources below. */
    public static class NoStorage implements QuarkusTestProfile {}

    /** Answers reads with 403 and writes with 507, as wrong keys and a full disk do. */
    public static final class RefusingStorage implements QuarkusTestResourceLifecycleManager {
        private HttpServer server;

        @Override
        public Map<String, String> start() {
            try {
                server =
                        HttpServer.create(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext(
                    "/",
                    exchange -> {
                        exchange.getRequestBody().readAllBytes();
                        boolean write = exchange.getRequestMethod().equals("PUT");
                        byte[] why = error(write ? "XMinioStorageFull" : "AccessDenied");
                        exchange.getResponseHeaders().set("Content-Type", "application/xml");
                        exchange.sendResponseHeaders(write ? 507 : 403, why.length);
                        exchange.getResponseBody().write(why);
                        exchange.close();
                    });
            server.start();
            return Map.of(
                    "buildserver.s3.endpoint", "http://127.0.0.1:" + server.getAddress().getPort());
        }

        private static byte[] error(String code) {
            return "<Error><Code>%s</Code><Message>no</Message></Error>"
                    .formatted(code)
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int order() {
            return Integer.MAX_VALUE;
        }

        @Override
        public void stop() {
            server.stop(0);
        }
    }

    @Test
    void readsAndWritesFailAtOnceAndSayWhy() {
        assertUnavailable(client.get(PATH), "403");
        assertUnavailable(client.putBlob(BLOB), "507");
        assertUnavailable(client.put("/ac/" + Client.sha256(BLOB), BLOB), "507");
    }

    @Test
    void lookUpsAndBatchesFailAtOnce() {
        assertUnavailable(
                client.postJson(
                        "/internal/v1/cache/entries/lookup",
                        "{\"schema\":1,\"keys\":[\"" + Client.sha256(BLOB) + "\"]}"),
                "403");
        assertUnavailable(
                client.post(
                        "/internal/v1/cache/cas/upload", BlobFrames.MEDIA_TYPE, Frames.of(BLOB)),
                "507");
    }

    private static void assertUnavailable(Response answer, String reason) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("UNAVAILABLE");
        assertThat(answer.jsonPath().getString("detail")).contains(reason);
        assertThat(answer.jsonPath().getBoolean("retryable")).isTrue();
        assertThat(Duration.ofMillis(answer.time())).isLessThan(Duration.ofSeconds(5));
    }
}
