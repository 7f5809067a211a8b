package dev.buildserver.e2e.cache;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.e2e.stack.Stack;
import dev.buildserver.embedded.cache.FolderTree;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Where the cache keeps things, for tests that take some away. */
final class CacheParts {
    private final Stack stack;

    CacheParts(Stack stack) {
        this.stack = stack;
    }

    /** As if no agent had built anything: what they find then is the cache service's. */
    void forgetOnAgents() {
        try (Stream<Path> agents = Files.list(stack.data().resolve("agents"))) {
            for (Path agent : agents.toList()) {
                FolderTree.delete(agent.resolve("work/build-cache"));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The file of a blob: buckets are folders. */
    Path blob(String sha256) {
        return stack.data().resolve("s3/buckets/buildserver/cache/default/cas").resolve(sha256);
    }

    /** Waits until a blob is what its name says. */
    void awaitBlob(String sha256) {
        await().atMost(Duration.ofSeconds(40))
                .ignoreExceptionsInstanceOf(NoSuchFileException.class)
                .untilAsserted(
                        () -> {
                            byte[] content = Files.readAllBytes(blob(sha256));
                            MessageDigest digest = MessageDigest.getInstance("SHA-256");
                            assertThat(HexFormat.of().formatHex(digest.digest(content)))
                                    .isEqualTo(sha256);
                        });
    }

    /** Waits until the cache service answers. */
    void awaitService() {
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(
                        () ->
                                given().get(
                                                        "http://127.0.0.1:"
                                                                + stack.ports()
                                                                        .path("cache")
                                                                        .asInt()
                                                                + "/nuget/v3/index.json")
                                                .statusCode()
                                        == 401);
    }

    /** Everything in Redis is gone. */
    void loseRedis() {
        int port = stack.ports().path("redis").asInt();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String password = Files.readString(stack.data().resolve("redis/password")).strip();
            OutputStream out = socket.getOutputStream();
            out.write(("AUTH " + password + "\r\nFLUSHALL\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            byte[] answer = new byte[64];
            StringBuilder text = new StringBuilder();
            while (!text.toString().equals("+OK\r\n+OK\r\n")) {
                int n = socket.getInputStream().read(answer);
                assertThat(n).as("answer of Redis: " + text).isPositive();
                text.append(new String(answer, 0, n, StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
