package dev.buildserver.orchestrator.runtime;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepeaterTest {
    private final Repeater repeater = new Repeater("repeater-test", 1) {};
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void stop() {
        repeater.stop();
    }

    @Test
    void workIsRepeatedWhateverARunMeets() {
        // When
        repeater.every(Duration.ofMillis(1), "work", this::run);

        // Then
        await().until(() -> runs.get() >= 3);
    }

    private void run() {
        switch (runs.incrementAndGet()) {
            case 1 -> throw new IllegalStateException("database away");
            case 2 -> throw new NoClassDefFoundError("a fault of the program");
            default -> {
                // Goes well.
            }
        }
    }
}
