package dev.buildserver.orchestrator.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DurationsTest {
    private static final BuildKind KIND = new BuildKind("t", "p", "Clean", "App.sln Release");

    private final Known known = new Known();
    private final Durations durations = new Durations(known);

    @Test
    void aKindsOwnBuildsCountFirst() {
        // Given
        known.project(new BuildKind("t", "p", "Clean", "Other.sln Debug"), 99);
        known.project(KIND, 10);
        known.tenant = List.of(times(50));
        // Then
        assertThat(mean(KIND)).isEqualTo(10);
    }

    @Test
    void thenTheProjectsBuildsWithTheStrategyTheLastFirst() {
        // Given
        known.project(new BuildKind("t", "p", "Incremental", "App.sln Release"), 5);
        known.project(new BuildKind("t", "p", "Clean", "App.sln Debug"), 20);
        known.project(new BuildKind("t", "p", "Clean", "Other.sln Debug"), 30);
        known.tenant = List.of(times(50));
        // Then
        assertThat(mean(KIND)).isEqualTo(20);
    }

    @Test
    void thenTheProjectsWithAnotherStrategy() {
        // Given
        known.project(new BuildKind("t", "p", "Incremental", "Other.sln Debug"), 30);
        known.tenant = List.of(times(50));
        // Then
        assertThat(mean(KIND)).isEqualTo(30);
    }

    @Test
    void thenTheTenantsThenThePoolsThenAGuess() {
        // Given
        known.tenant = List.of(times(50));
        known.pool = List.of(times(70));
        // Then
        assertThat(mean(KIND)).isEqualTo(50);
        assertThat(mean(new BuildKind("other", "p", "Clean", ""))).isEqualTo(70);
        assertThat(
                        durations
                                .of(new BuildKind("other", "p", "Clean", ""), "elsewhere")
                                .whole()
                                .mean())
                .isEqualTo(Expected.UNKNOWN_DURATION.toSeconds());
    }

    @Test
    void whatManyAskForIsReadOnce() {
        // When
        for (int i = 0; i < 100; i++) {
            durations.of(KIND, "pool");
        }
        // Then
        assertThat(known.reads).isEqualTo(3);
    }

    private double mean(BuildKind kind) {
        return durations.of(kind, "pool").whole().mean();
    }

    private static BuildTimes times(double seconds) {
        return new BuildTimes(seconds, List.of(seconds, 0.0, 0.0, 0.0, 0.0, 0.0));
    }

    /** What is known; tenant "t" and pool "pool" only. */
    private static final class Known implements DurationStore {
        private final List<Lately> project = new ArrayList<>();
        private List<BuildTimes> tenant = List.of();
        private List<BuildTimes> pool = List.of();
        private int reads;

        void project(BuildKind kind, double seconds) {
            project.add(new Lately(kind, List.of(times(seconds))));
        }

        @Override
        public List<Lately> ofProject(String tenantName, String projectName) {
            reads++;
            return tenantName.equals("t") ? project : List.of();
        }

        @Override
        public List<BuildTimes> ofTenant(String tenantName, String strategy) {
            reads++;
            return tenantName.equals("t") ? tenant : List.of();
        }

        @Override
        public List<BuildTimes> ofPool(String name) {
            reads++;
            return name.equals("pool") ? pool : List.of();
        }

        @Override
        public void learn(Collection<UUID> attempts) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forgetOld() {
            throw new UnsupportedOperationException();
        }
    }
}
