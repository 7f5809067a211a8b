package dev.buildserver.orchestrator.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedTest {
    private static final Instant LEASED = Instant.parse("2026-01-01T00:00:00Z");
    // Clone 10 s, Restore 20 s, Build 40 s, Test 30 s, Package does not run, Upload 5 s.
    private static final BuildTimes TIMES =
            new BuildTimes(107, List.of(10.0, 20.0, 40.0, 30.0, 0.0, 5.0));
    private static final Expected EXPECTED = Expected.of(List.of(TIMES, TIMES, TIMES));

    @ParameterizedTest
    @CsvSource({
        // stage, since, ended, now, rest
        ", , , 0, 107",
        ", , , 20, 87",
        "CLONE, 2, false, 2, 105",
        "CLONE, 2, false, 7, 100",
        "CLONE, 2, true, 12, 95",
        "BUILD, 32, false, 42, 65",
        // Slower so far, but only in what is over.
        "BUILD, 132, false, 142, 65",
        // Later by 20 s: half of that again, and the rest.
        "BUILD, 32, false, 92, 45",
        "UPLOAD, 102, false, 105, 2",
        "UPLOAD, 102, true, 107, 0",
    })
    void whatIsLeftIsTheRestOfTheStageAndTheStagesBehindIt(
            StageName stage, Long since, Boolean ended, long now, double rest) {
        // Given
        Progress progress =
                new Progress(
                        LEASED,
                        stage,
                        since == null ? null : LEASED.plusSeconds(since),
                        Boolean.TRUE.equals(ended));
        // Then
        assertThat(EXPECTED.rest(progress, LEASED.plusSeconds(now))).isCloseTo(rest, within(0.001));
    }

    @Test
    void withoutStagesTheWholeCounts() {
        // Given
        Expected whole =
                Expected.of(List.of(new BuildTimes(100, List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0))));
        Progress building = new Progress(LEASED, StageName.BUILD, LEASED.plusSeconds(5), false);
        // Then
        assertThat(whole.stages()).isEmpty();
        assertThat(whole.rest(building, LEASED.plusSeconds(30))).isEqualTo(70);
    }

    @Test
    void aClockThatIsBehindCountsAsTheStart() {
        assertThat(EXPECTED.rest(new Progress(LEASED, null, null, false), LEASED.minusSeconds(9)))
                .isEqualTo(107);
    }

    @Test
    void progressIsTheLastStageThatBegan() {
        // Given
        List<StageResult> stages =
                List.of(
                        stage(StageName.CLONE, StageStatus.SUCCEEDED, LEASED.plusSeconds(1)),
                        stage(StageName.RESTORE, StageStatus.RUNNING, LEASED.plusSeconds(9)),
                        stage(StageName.BUILD, StageStatus.PENDING, null),
                        stage(StageName.UPLOAD, StageStatus.SKIPPED, null));
        // Then
        assertThat(Progress.of(LEASED, stages))
                .isEqualTo(new Progress(LEASED, StageName.RESTORE, LEASED.plusSeconds(9), false));
        assertThat(Progress.of(LEASED, stages.subList(2, 4)))
                .isEqualTo(new Progress(LEASED, null, null, false));
    }

    @Test
    void numbersAreReadAsTheyWereWritten() {
        // Given
        BuildTimes other = new BuildTimes(7, List.of(1.0, 2.0, 3.0, 0.5, 0.25, 0.25));
        // Then
        assertThat(BuildTimes.ofNumbers(BuildTimes.numbers(List.of(TIMES, other))))
                .containsExactly(TIMES, other);
        assertThat(BuildTimes.ofNumbers(List.of())).isEmpty();
        assertThatThrownBy(() -> new BuildTimes(1, List.of(1.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static StageResult stage(StageName name, StageStatus status, Instant since) {
        return new StageResult(name, status, since, null, null, null, null);
    }
}
