package dev.buildserver.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the agent's threads do, and what they forget. */
class AgentThreadsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LATE = Duration.ofHours(1);

    private final AgentThreads threads = new AgentThreads();

    @AfterEach
    void stop() {
        threads.stop();
    }

    @Test
    void aDelayedTaskRunsWhenItsTimeHasCome() throws Exception {
        // Given
        CountDownLatch ran = new CountDownLatch(1);

        // When
        threads.later(Duration.ofMillis(1), ran::countDown);

        // Then
        assertThat(ran.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTaskThatIsCancelledIsForgottenAtOnce() {
        // Given
        Object[] large = {new Object()};
        WeakReference<Object> known = new WeakReference<>(large[0]);
        Future<?> timer = threads.later(LATE, large[0]::hashCode);

        // When
        timer.cancel(false);
        large[0] = null;

        // Then
        await().atMost(SOON).until(() -> isGone(known));
    }

    private static boolean isGone(WeakReference<Object> known) {
        System.gc();
        return known.get() == null;
    }
}
