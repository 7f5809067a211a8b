package dev.buildserver.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.agent.testing.AgentServices;
import dev.buildserver.agent.testing.FakeServer;
import dev.buildserver.agent.testing.GitHttpServer;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.Outcome;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that is told to stop while it builds. */
@QuarkusTest
@QuarkusTestResource(AgentServices.class)
@TestProfile(ShutdownTest.ShortGrace.class)
class ShutdownTest {
    FakeServer server;
    @Inject AgentLife life;
    @TempDir Path temp;

    @Test
    void handsBackWhatItCannotFinishAndSignsOff() throws Exception {
        // Given
        try (GitHttpServer silent = new GitHttpServer();
                SourceRepository repository = new SourceRepository(temp)) {
            silent.fallSilent();
            server.offer(Leases.clean(silent.serve("demo.git", repository.folder()), "main"));
            await().atMost(Duration.ofSeconds(20)).until(() -> silent.requests() >= 2);
            // When
            life.stop(new ShutdownEvent());
        }
        // Then
        assertThat(server.results).extracting(r -> r.outcome()).containsExactly(Outcome.RETURNED);
        assertThat(server.deregistered).hasSize(1);
    }

    public static final class ShortGrace implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("buildserver.agent.shutdown-grace", "PT0.5S");
        }
    }
}
