package dev.buildserver.orchestrator.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.contract.agent.RegisterAgent;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the defaults: sessions live for 10 s, agents beat every 3 s, the grace is 10 s. */
class SessionExpiryTest {
    private final Store store = new Store();
    private Instant now = Instant.EPOCH;
    private SessionExpiry expiry;

    @BeforeEach
    void setUp() {
        OrchestratorConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(OrchestratorConfig.class)
                        .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                        .withDefaultValue("buildserver.orchestrator.artifact-url", "http://a")
                        .withDefaultValue("buildserver.orchestrator.cache-url", "http://c")
                        .build()
                        .getConfigMapping(OrchestratorConfig.class);
        expiry = new SessionExpiry(store, config, () -> now, null);
    }

    @Test
    void nothingExpiresBeforeTheGraceAfterAStartIsOver() {
        // When
        lookFor(10);
        // Then
        assertThat(store.expiries).isZero();
        // When
        lookFor(1);
        // Then
        assertThat(store.expiries).isOne();
    }

    @Test
    void nothingExpiresAfterAPauseShorterThanSessionsLive() {
        // Given
        lookFor(20);
        int before = store.expiries;
        // When: the process stood still; the last beats of its agents are up to 3 s older.
        now = now.plusSeconds(8);
        lookFor(10);
        // Then
        assertThat(store.expiries).isEqualTo(before);
        // When
        lookFor(1);
        // Then
        assertThat(store.expiries).isEqualTo(before + 1);
    }

    @Test
    void aLookThatIsALittleLateIsNoPause() {
        // Given
        lookFor(20);
        int before = store.expiries;
        // When
        now = now.plusSeconds(2);
        lookFor(1);
        // Then
        assertThat(store.expiries).isEqualTo(before + 1);
    }

    @Test
    void nothingExpiresWhenTheDatabaseTookItsTimeToAnswer() {
        // Given
        lookFor(20);
        int before = store.expiries;
        // When
        store.whileAnswering = () -> now = now.plusSeconds(8);
        lookFor(1);
        // Then
        assertThat(store.expiries).isEqualTo(before);
    }

    @Test
    void nothingExpiresUntilTheDatabaseHasAnsweredForAWhile() {
        // Given
        lookFor(20);
        int before = store.expiries;
        // When
        store.down = true;
        assertThatThrownBy(() -> lookFor(1)).hasMessage("down");
        store.down = false;
        lookFor(10);
        // Then
        assertThat(store.expiries).isEqualTo(before);
    }

    private void lookFor(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            expiry.look();
        }
    }

    private static final class Store implements SessionStore {
        private int expiries;
        private boolean down;
        private Runnable whileAnswering = () -> {};

        @Override
        public void touch(Collection<UUID> sessionIds) {
            if (down) {
                throw new IllegalStateException("down");
            }
            whileAnswering.run();
        }

        @Override
        public List<UUID> expire(Duration ttl) {
            expiries++;
            return List.of();
        }

        @Override
        public void open(UUID sessionId, RegisterAgent agent, String pool) {
            throw new AssertionError("not asked for");
        }

        @Override
        public Optional<Session> find(UUID sessionId) {
            throw new AssertionError("not asked for");
        }

        @Override
        public Map<UUID, Session> beat(List<Beat> beats) {
            throw new AssertionError("not asked for");
        }

        @Override
        public void end(UUID sessionId, String reason) {
            throw new AssertionError("not asked for");
        }

        @Override
        public List<State> states(Collection<UUID> sessionIds) {
            throw new AssertionError("not asked for");
        }
    }
}
