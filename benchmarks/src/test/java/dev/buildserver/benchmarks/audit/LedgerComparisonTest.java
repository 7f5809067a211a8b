package dev.buildserver.benchmarks.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerComparisonTest {
    private static final int LINES = 20;
    private static final UUID BUILD = UUID.randomUUID();
    private static final UUID ATTEMPT = UUID.randomUUID();

    private final Ledger ledger = new Ledger();
    private final Map<String, Stored.Build> builds = new HashMap<>();
    private final Map<UUID, Stored.Attempt> attempts = new HashMap<>();

    /** One build went its way. */
    @BeforeEach
    void setUp() {
        ledger.accepted("key", 0, BUILD, 1);
        Ledger.Attempt attempt = ledger.leased(ATTEMPT, BUILD, 1, 2);
        attempt.durable(LINES);
        ledger.answered(attempt, "Succeeded");
        builds.put("key", new Stored.Build(BUILD, "SUCCEEDED"));
        attempts.put(ATTEMPT, accepted(LINES));
    }

    @Test
    void nothingIsFoundWhereAllAgrees() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void aLostSubmissionIsFound() {
        // When
        ledger.accepted("other", 0, UUID.randomUUID(), 3);
        // Then
        assertThat(findings()).extracting(Finding::invariant).containsExactly("I1");
    }

    @Test
    void aRefusedSubmissionIsFound() {
        // When
        ledger.refused();
        // Then
        assertThat(findings()).extracting(Finding::invariant).containsExactly("I1");
    }

    @Test
    void aKeyWithTwoBuildsIsFound() {
        // When
        ledger.accepted("key", 0, UUID.randomUUID(), 3);
        // Then
        assertThat(findings()).extracting(Finding::invariant).contains("I1");
    }

    @Test
    void aBuildThatNobodyWasToldOfIsFoundUnlessAnAnswerIsMissing() {
        // Given
        builds.put("other", new Stored.Build(UUID.randomUUID(), "SUCCEEDED"));
        assertThat(findings()).extracting(Finding::invariant).containsExactly("I1");
        // When
        ledger.unanswered(1);
        // Then
        assertThat(findings()).isEmpty();
    }

    @Test
    void anAcceptedResultThatIsNotStoredIsFound() {
        // When
        attempts.put(ATTEMPT, new Stored.Attempt(BUILD, "LOST", "READY", LINES));
        // Then
        assertThat(findings()).extracting(Finding::invariant).containsExactly("I2");
    }

    @Test
    void aLeaseThatIsNotStoredIsFound() {
        // When
        ledger.leased(UUID.randomUUID(), BUILD, 2, 5);
        // Then
        assertThat(findings()).extracting(Finding::invariant).containsExactly("I2");
    }

    @Test
    void anAcceptedAttemptThatNoAgentHadIsFound() {
        // When
        attempts.put(UUID.randomUUID(), accepted(LINES));
        // Then
        assertThat(findings()).extracting(Finding::invariant).containsExactly("I2");
    }

    @Test
    void twoAcceptedResultsOfOneBuildAreFound() {
        // Given
        UUID second = UUID.randomUUID();
        attempts.put(second, accepted(LINES));
        // When
        Ledger.Attempt attempt = ledger.leased(second, BUILD, 2, 5);
        ledger.answered(attempt, "Succeeded");
        // Then
        assertThat(findings()).extracting(Finding::invariant).containsExactly("I2");
    }

    @Test
    void missingLinesAreFound() {
        // When
        attempts.put(ATTEMPT, accepted(LINES - 1));
        // Then
        assertThat(findings()).extracting(Finding::invariant).containsExactly("I8");
    }

    @Test
    void anOpenBuildIsFoundWhenAllShouldHaveEnded() {
        // When
        ledger.accepted("other", 0, ATTEMPT, 3);
        builds.put("other", new Stored.Build(ATTEMPT, "OPEN"));
        // Then
        assertThat(findings()).extracting(Finding::invariant).containsExactly("I9");
        assertThat(comparison().findings(false)).isEmpty();
    }

    @Test
    void anAttemptThatFailedBeforeAnotherSucceededIsNoSecondResult() {
        // Given
        UUID earlier = UUID.randomUUID();
        attempts.put(earlier, new Stored.Attempt(BUILD, "INFRA", "READY", 0));
        // When
        ledger.answered(ledger.leased(earlier, BUILD, 1, 2), "Ready");
        // Then
        assertThat(findings()).isEmpty();
    }

    @Test
    void aGrantedCancelThatHadNoEffectIsFound() {
        // When
        ledger.cancelled(BUILD);
        // Then
        assertThat(findings()).extracting(Finding::invariant).containsExactly("I5");
    }

    private List<Finding> findings() {
        return comparison().findings(true);
    }

    private LedgerComparison comparison() {
        return new LedgerComparison(ledger, new Stored(builds, attempts), LINES);
    }

    private static Stored.Attempt accepted(int lines) {
        return new Stored.Attempt(BUILD, "ACCEPTED", "SUCCEEDED", lines);
    }
}
