package dev.buildserver.domain.ids;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidV7Test {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    void saysVersionVariantAndTime() {
        // Given
        UuidV7 ids = new UuidV7(InstantSource.fixed(NOW), new Random(1));
        // When
        UUID id = ids.next();
        // Then
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void laterIdsSortLater() {
        // Given
        List<String> made = new ArrayList<>();
        // When
        for (int millis = 0; millis < 1_000; millis++) {
            InstantSource clock = InstantSource.fixed(NOW.plusMillis(millis));
            made.add(new UuidV7(clock, new Random(millis)).next().toString());
        }
        // Then
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void idsOfOneMillisecondDiffer() {
        // Given
        UuidV7 ids = new UuidV7(InstantSource.fixed(NOW), new Random(2));
        // When
        List<UUID> made = java.util.stream.Stream.generate(ids::next).limit(10_000).toList();
        // Then
        assertThat(made).doesNotHaveDuplicates();
    }

    @Test
    void theLeastOfATimeSortsBetweenWhatIsEarlierAndWhatIsNot() {
        // Given
        UUID before = new UuidV7(InstantSource.fixed(NOW.minusMillis(1)), new Random(1)).next();
        UUID then = new UuidV7(InstantSource.fixed(NOW), new Random(2)).next();
        // Then
        assertThat(List.of(before.toString(), UuidV7.leastOf(NOW).toString(), then.toString()))
                .isSorted();
    }
}
