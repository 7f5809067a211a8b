package dev.buildserver.agent.cached.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.buildserver.agent.cached.store.RecordFile;
import dev.buildserver.contract.cache.CacheHealth.DifferingFile;
import dev.buildserver.contract.cache.ProjectQuarantine;
import dev.buildserver.contract.cache.ReportVerification.Verified;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {
    private static final String STAMP = "src/Stamp/Stamp.csproj";

    @TempDir Path folder;
    private final Service service = new Service();

    @Test
    void whatIsFoundIsToldAndInForce() {
        // When
        quarantine().found(List.of(same(), different()));

        // Then
        assertThat(service.told).containsExactly(same(), different());
        assertThat(quarantine().current().reasons()).containsOnlyKeys(STAMP);
    }

    @Test
    void whatCouldNotBeToldCountsHereAndIsToldLater() {
        // Given
        service.down = true;
        quarantine().found(List.of(different()));
        assertThat(quarantine().current().reasons())
                .containsOnly(
                        entry(STAMP, "the same inputs gave other bytes in src/Stamp/bin/a.txt"));
        assertThat(service.told).isEmpty();

        // When
        service.down = false;
        quarantine().current();

        // Then
        assertThat(service.told).containsExactly(different());
        quarantine().current();
        assertThat(service.told).hasSize(1);
    }

    @Test
    void whatTheServiceSaidLastCountsWhileItIsAway() {
        // Given
        service.says = new ProjectQuarantine(Map.of(STAMP, "why"), Map.of("b.csproj", "1"));
        quarantine().current();

        // When
        service.down = true;

        // Then
        assertThat(quarantine().current()).isEqualTo(service.says);
    }

    @Test
    void whatWasLiftedIsNoLongerInForce() {
        // Given
        quarantine().found(List.of(different()));

        // When
        service.says = new ProjectQuarantine(Map.of(), Map.of(STAMP, "1"));

        // Then
        assertThat(quarantine().current()).isEqualTo(service.says);
    }

    @Test
    void withoutAServiceTheAgentKeepsItsOwn() {
        // Given
        Quarantine alone = new Quarantine(file(), Optional.empty());

        // When
        alone.found(List.of(different()));

        // Then
        assertThat(new Quarantine(file(), Optional.empty()).current().reasons())
                .containsOnlyKeys(STAMP);
    }

    private Quarantine quarantine() {
        return new Quarantine(file(), Optional.of(service));
    }

    private RecordFile file() {
        return new RecordFile(folder.resolve("quarantine.json"));
    }

    private static Verified same() {
        return new Verified("src/A/A.csproj", "a".repeat(64), List.of(), List.of());
    }

    private static Verified different() {
        return new Verified(
                STAMP,
                "b".repeat(64),
                List.of(new DifferingFile("src/Stamp/bin/a.txt", null, "c".repeat(64))),
                List.of());
    }

    /** A service that keeps what it is told, and can be away. */
    private static final class Service implements QuarantineService {
        private final List<Verified> told = new ArrayList<>();
        private ProjectQuarantine says = ProjectQuarantine.NONE;
        private boolean down;

        @Override
        public ProjectQuarantine ask() throws IOException {
            check();
            return says;
        }

        @Override
        public void tell(List<Verified> verified) throws IOException {
            check();
            told.addAll(verified);
            verified.stream()
                    .filter(one -> !one.same())
                    .forEach(
                            one ->
                                    says =
                                            new ProjectQuarantine(
                                                    Map.of(one.project(), "told"), Map.of()));
        }

        private void check() throws IOException {
            if (down) {
                throw new IOException("connection refused");
            }
        }
    }
}
