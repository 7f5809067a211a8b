package dev.buildserver.agent.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopTest {
    private final List<Duration> pauses = new ArrayList<>();
    private int turns;

    @Test
    void goesOnAfterAFaultButNotAtOnce() {
        // When
        Loop.run("turns", this::turn, pauses::add);

        // Then
        assertThat(turns).isEqualTo(4);
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void endsWhenItIsInterruptedAfterAFault() {
        // When
        Loop.run(
                "turns",
                this::turn,
                time -> {
                    throw new InterruptedException();
                });

        // Then
        assertThat(turns).isEqualTo(2);
    }

    private void turn() throws InterruptedException {
        turns++;
        switch (turns) {
            case 1 -> {
                // Goes well.
            }
            case 2 -> throw new IllegalStateException("an answer that nobody expected");
            case 3 -> throw new NoClassDefFoundError("a fault of the program");
            default -> throw new InterruptedException();
        }
    }
}
