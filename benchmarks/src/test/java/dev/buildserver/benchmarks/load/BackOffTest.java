package dev.buildserver.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private final BackOff backOff = new BackOff(new Random(1));

    @Test
    void whatTheServerSaysWins() {
        assertThat(backOff.after(new Answer(503, 3_000, Buffer.buffer()))).isEqualTo(3_000);
    }

    @Test
    void withoutItsWordThePausesStayWithinTheirBounds() {
        for (long bound : new long[] {200, 400, 800, 1_600, 3_200, 5_000, 5_000}) {
            assertThat(backOff.after(Answer.NONE)).isBetween(1L, bound);
        }
    }
}
