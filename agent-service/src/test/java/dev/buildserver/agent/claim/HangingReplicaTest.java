package dev.buildserver.agent.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.agent.http.CallFailedException;
import dev.buildserver.agent.http.TestHttp;
import dev.buildserver.agent.settings.AgentConfig;
import dev.buildserver.contract.agent.Heartbeat;
import dev.buildserver.contract.agent.Registered;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One replica of several takes calls and does not answer. */
class HangingReplicaTest {
    private static final Duration TTL = Duration.ofSeconds(2);

    @TempDir Path temp;

    @Test
    void aHeartbeatGivesUpWhileThereIsTimeForOthers() throws Exception {
        // Given
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            SessionClient client =
                    new SessionClient(TestHttp.create(), config(silent.getLocalPort()));
            long began = System.nanoTime();
            // When
            assertThatThrownBy(() -> client.heartbeat(session(), beat()))
                    .isInstanceOf(CallFailedException.class);
            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TTL.dividedBy(2));
        }
    }

    private static Registered session() {
        return new Registered(
                UUID.randomUUID(),
                Duration.ofMillis(500),
                TTL,
                Duration.ofMinutes(15),
                "http://artifact",
                "http://cache");
    }

    private static Heartbeat beat() {
        return new Heartbeat(1, List.of(), 1, null, true, List.of());
    }

    private AgentConfig config(int port) throws Exception {
        Path token = Files.writeString(temp.resolve("token"), "secret");
        return new SmallRyeConfigBuilder()
                .withMapping(AgentConfig.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withDefaultValues(
                        Map.of(
                                "buildserver.agent.name",
                                "agent-1",
                                "buildserver.agent.orchestrator-url",
                                "http://127.0.0.1:" + port,
                                "buildserver.agent.token-file",
                                token.toString()))
                .build()
                .getConfigMapping(AgentConfig.class);
    }
}
