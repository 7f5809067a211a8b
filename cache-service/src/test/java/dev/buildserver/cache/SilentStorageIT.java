package dev.buildserver.cache;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The object storage takes connections and says nothing. */
@QuarkusTest
@TestProfile(SilentStorageIT.Silence.class)
@QuarkusTestResource(value = StoresResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = SilentStorageIT.SilentStorage.class, restrictToAnnotatedClass = true)
class SilentStorageIT {
    private static final byte[] BLOB = "a blob".getBytes();
    private final Client client = Client.trusted("default");

    /** A profile of its own, so that the application starts with the resources below. */
    public static class Silence implements QuarkusTestProfile {}

    /** Nobody accepts: the system itself takes connections into the backlog. */
    public static final class SilentStorage implements QuarkusTestResourceLifecycleManager {
        private ServerSocket socket;

        @Override
        public Map<String, String> start() {
            try {
                socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.of(
                    "buildserver.s3.endpoint",
                    "http://127.0.0.1:" + socket.getLocalPort(),
                    "buildserver.s3.timeout",
                    "PT1S");
        }

        @Override
        public int order() {
            return Integer.MAX_VALUE;
        }

        @Override
        public void stop() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void nobodyHangs() {
        assertSilence(client.get("/cas/" + Client.sha256(BLOB)));
        assertSilence(client.putBlob(BLOB));
        assertSilence(
                client.postJson(
                        "/internal/v1/cache/entries/lookup",
                        "{\"schema\":1,\"keys\":[\"" + Client.sha256(BLOB) + "\"]}"));
    }

    private static void assertSilence(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
        assertThat(answer.jsonPath().getString("detail")).contains("silent");
        assertThat(Duration.ofMillis(answer.time())).isLessThan(Duration.ofSeconds(6));
    }
}
