package dev.buildserver.orchestrator.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.domain.error.BuildServerException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitTimeTest {
    @ParameterizedTest
    @CsvSource({"PT25S, 25000", "25s, 25000", "25, 25000", "pt0.2s, 200", "0, 0", "PT1H, 60000"})
    void everyFormIsRead(String text, long millis) {
        assertThat(WaitTime.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @NullAndEmptySource
    void nothingIsNoWait(String text) {
        assertThat(WaitTime.parse(text)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5s", "PT-5S", "1e3", "99999999999999999999"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> WaitTime.parse(text)).isInstanceOf(BuildServerException.class);
    }
}
