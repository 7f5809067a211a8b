package dev.buildserver.standalone.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final RestartPolicy POLICY =
            new RestartPolicy(3, Duration.ofMinutes(1), Duration.ofMillis(100));

    @Test
    void eachRestartWithinTheWindowWaitsTwiceAsLong() {
        assertThat(POLICY.next(List.of(), NOW)).contains(Duration.ofMillis(100));
        assertThat(POLICY.next(List.of(ago(10)), NOW)).contains(Duration.ofMillis(200));
        assertThat(POLICY.next(List.of(ago(20), ago(10)), NOW)).contains(Duration.ofMillis(400));
    }

    @Test
    void tooManyWithinTheWindowAreTheLast() {
        assertThat(POLICY.next(List.of(ago(30), ago(20), ago(10)), NOW)).isEmpty();
    }

    @Test
    void whatIsLongAgoDoesNotCount() {
        assertThat(POLICY.next(List.of(ago(300), ago(200), ago(61)), NOW))
                .contains(Duration.ofMillis(100));
    }

    private static Instant ago(int seconds) {
        return NOW.minusSeconds(seconds);
    }
}
