package dev.buildserver.support.body;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeBodyFilterTest {
    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.999S", "PT1H0.001S"})
    void aSilenceOutOfItsRangeKeepsTheServiceFromStarting(Duration silence) {
        // Given
        LargeBodyFilter filter = new LargeBodyFilter(() -> () -> silence);

        // When, Then
        assertThatThrownBy(() -> filter.check(new StartupEvent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("buildserver.body.longest-silence is " + silence);
    }
}
