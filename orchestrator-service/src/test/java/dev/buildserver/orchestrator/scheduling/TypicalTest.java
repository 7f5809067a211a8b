package dev.buildserver.orchestrator.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypicalTest {
    private static final double TEN_HOURS = 36_000;

    @Test
    void theLastCountsMost() {
        // When
        Typical growing = Typical.of(List.of(100.0, 90.0, 80.0, 70.0));
        Typical shrinking = Typical.of(List.of(70.0, 80.0, 90.0, 100.0));
        // Then
        assertThat(growing.mean()).isGreaterThan(85).isLessThan(100);
        assertThat(shrinking.mean()).isLessThan(85).isGreaterThan(70);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "6", "11"})
    void oneBuildOfTenHoursSpoilsNothing(int place) {
        // Given
        List<Double> builds = new ArrayList<>(Collections.nCopies(11, 60.0));
        builds.add(place, TEN_HOURS);
        // When
        Typical typical = Typical.of(builds);
        // Then
        assertThat(typical.mean()).isBetween(60.0, 85.0);
    }

    @Test
    void notEvenTheFirstBuildOfTenHoursDoes() {
        assertThat(Typical.of(List.of(60.0, TEN_HOURS)).mean()).isLessThan(180);
    }

    @Test
    void whatHasBecomeUsualIsLearntAfterFiveBuilds() {
        // Given
        List<Double> builds = new ArrayList<>(Collections.nCopies(5, 600.0));
        builds.addAll(Collections.nCopies(7, 60.0));
        // When
        Typical typical = Typical.of(builds);
        // Then
        assertThat(typical.mean()).isBetween(400.0, 600.0);
    }

    @Test
    void nothingIsAlsoUsual() {
        assertThat(Typical.of(List.of(0.0, 0.0, 30.0))).isEqualTo(new Typical(0, 0));
    }

    @Test
    void ofNothingThereIsNothingToKnow() {
        assertThatThrownBy(() -> Typical.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSpreadIsTheUsualDistance() {
        assertThat(Typical.of(List.of(50.0, 150.0, 50.0, 150.0)).spread())
                .isCloseTo(50, within(3.0));
        assertThat(Typical.of(List.of(100.0)).spread()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 100",
        "40, 60",
        "90, 10",
        "95, 10",
        "100, 10",
        "110, 10",
        "140, 20",
        "300, 100"
    })
    void whatIsLeftShrinksAndGrowsAgainWhenItIsLate(double elapsed, double rest) {
        assertThat(new Typical(100, 20).rest(elapsed)).isEqualTo(rest);
    }

    @Test
    void theEndIsNeverExpectedEarlierThanBefore() {
        // Given
        Typical typical = new Typical(100, 20);
        // When
        double[] ends =
                DoubleStream.iterate(0, elapsed -> elapsed < 500, elapsed -> elapsed + 1)
                        .map(elapsed -> elapsed + typical.rest(elapsed))
                        .toArray();
        // Then
        assertThat(ends).isSorted();
    }
}
