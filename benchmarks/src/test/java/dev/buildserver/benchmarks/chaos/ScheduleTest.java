package dev.buildserver.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Test
    void theSameSeedMakesTheSameFaults() {
        assertThat(Schedule.of(7, TEN_MINUTES, 40, 2))
                .isEqualTo(Schedule.of(7, TEN_MINUTES, 40, 2))
                .isNotEqualTo(Schedule.of(8, TEN_MINUTES, 40, 2));
    }

    @Test
    void tenMinutesHoldHundredsOfFaultsOfEveryKindInOrder() {
        // When
        List<Planned> faults = Schedule.of(7, TEN_MINUTES, 40, 2);
        // Then
        assertThat(faults)
                .hasSizeBetween(700, 1_100)
                .isSortedAccordingTo(Comparator.comparingLong(Planned::atMillis));
        Set<FaultKind> kinds = faults.stream().map(Planned::kind).collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrderElementsOf(Arrays.asList(FaultKind.values()));
        assertThat(faults)
                .allMatch(fault -> fault.atMillis() < TEN_MINUTES.toMillis())
                .allMatch(fault -> (fault.kind() == FaultKind.CALL) == (fault.trick() != null))
                .allMatch(fault -> fault.millis() <= fault.kind().mostMillis());
    }

    @Test
    void servicesGetTimeToComeBack() {
        // When
        List<Planned> ofServices =
                Schedule.of(7, TEN_MINUTES, 40, 1).stream()
                        .filter(fault -> fault.kind().group() == FaultKind.Group.SERVICE)
                        .toList();
        // Then
        for (int i = 1; i < ofServices.size(); i++) {
            assertThat(ofServices.get(i).atMillis() - ofServices.get(i - 1).atMillis())
                    .isGreaterThanOrEqualTo(6_000);
        }
        assertThat(ofServices).allMatch(fault -> fault.victim() == 0);
    }
}
