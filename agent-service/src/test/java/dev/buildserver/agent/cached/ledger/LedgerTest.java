package dev.buildserver.agent.cached.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.buildserver.agent.cached.store.RecordFile;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final String PROJECT = "src/A/A.csproj";

    @TempDir Path folder;
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = reopened();
    }

    @Test
    void aProjectThatTakesMoreThanItSavesRestsAndIsTriedAnew() {
        // Given
        miss(100);
        hit(50, 100);
        assertThat(ledger.losing()).isEmpty();

        // When
        miss(10);

        // Then
        assertThat(ledger.losing())
                .containsOnly(
                        entry(
                                PROJECT,
                                "in its last 3 builds the cache took 210 ms and saved 50 ms;"
                                        + " it is tried again in 2 builds"));
        uncached();
        assertThat(reopened().losing().get(PROJECT)).endsWith("it is tried again in 1 builds");
        uncached();
        assertThat(ledger.losing()).isEmpty();
        miss(100);
        miss(100);
        assertThat(ledger.losing()).as("two builds say nothing").isEmpty();
    }

    @Test
    void oneGoodHitPaysForTheOthers() {
        // When
        miss(100);
        miss(100);
        hit(5000, 100);
        miss(100);
        miss(100);

        // Then
        assertThat(ledger.losing()).isEmpty();
        miss(100);
        assertThat(ledger.losing()).as("it is too long ago").containsKey(PROJECT);
    }

    @Test
    void whatCantBeCachedOrFailedSaysNothing() {
        // When
        for (int i = 0; i < 5; i++) {
            built(CacheOutcome.FAILED, 0, 100);
            built(CacheOutcome.UNCACHEABLE, 0, 100);
        }

        // Then
        assertThat(ledger.losing()).isEmpty();
    }

    @Test
    void verificationsAreCountedBesides() {
        // Given
        ledger.verified(List.of(PROJECT));
        miss(100);

        // When
        ledger.verified(List.of(PROJECT, "src/B/B.csproj"));

        // Then
        assertThat(reopened().verified())
                .containsOnly(entry(PROJECT, 2), entry("src/B/B.csproj", 1));
    }

    @Test
    void aDamagedFileIsForgotten() throws IOException {
        // Given
        ledger.verified(List.of(PROJECT));

        // When
        Files.writeString(folder.resolve("ledger.json"), "{ \"projects\": [");

        // Then
        assertThat(ledger.verified()).isEmpty();
        ledger.verified(List.of(PROJECT));
        assertThat(ledger.verified()).hasSize(1);
    }

    private Ledger reopened() {
        return new Ledger(new RecordFile(folder.resolve("ledger.json")), new Ledger.Rule(3, 2));
    }

    private void hit(long saved, long spent) {
        built(CacheOutcome.HIT, saved, spent);
    }

    private void miss(long spent) {
        built(CacheOutcome.MISS, 0, spent);
    }

    private void uncached() {
        built(CacheOutcome.UNCACHEABLE, 0, 1);
    }

    private void built(CacheOutcome outcome, long saved, long spent) {
        ledger.built(
                List.of(new ProjectReport(PROJECT, outcome, null, List.of(), saved, 0, spent)));
    }
}
