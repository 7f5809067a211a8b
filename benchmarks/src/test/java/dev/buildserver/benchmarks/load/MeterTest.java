package dev.buildserver.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeterTest {
    private final Meter meter = new Meter();

    @Test
    void aWindowHoldsWhatWasMeasuredInItOnly() {
        // Given
        meter.submitToLease(1_000_000);
        meter.open();
        meter.accepted(2_000_000);
        meter.submitToLease(3_000_000);
        meter.finished();
        meter.close();
        Figures first = Figures.of(meter);

        // When
        meter.open();
        meter.submitToLease(5_000_000);
        meter.close();
        Figures second = Figures.of(meter);

        // Then
        assertThat(first.submitMillis().count()).isEqualTo(1);
        assertThat(first.leaseMillis().median()).isEqualTo(3);
        assertThat(first.finished()).isEqualTo(1);
        assertThat(second.submitMillis().count()).isZero();
        assertThat(second.leaseMillis().median()).isEqualTo(5);
        assertThat(second.finished()).isZero();
    }
}
