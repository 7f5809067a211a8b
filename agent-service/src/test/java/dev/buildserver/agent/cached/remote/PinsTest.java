package dev.buildserver.agent.cached.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PinsTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final CacheServiceInMemory service = new CacheServiceInMemory();
    private final Set<String> onDisk = new HashSet<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private Duration now = Duration.ZERO;
    private final Pins pins =
            new Pins(
                    service,
                    (delay, task) -> due.add(new Due(now.plus(delay), task)),
                    this::lacking);

    PinsTest() {
        List.of("a", "b", "c").forEach(name -> service.blobs.put(name, new byte[1]));
    }

    @Test
    void aQuickBuildAsksForNothing() {
        // Given
        pins.offer(List.of("a", "b"));
        pass(Duration.ofSeconds(2));
        // When
        onDisk.addAll(List.of("a", "b"));
        pass(DAY);
        pins.release();
        // Then
        assertThat(service.calls).isZero();
    }

    @Test
    void whatIsNotFetchedSoonIsPinned() {
        // Given
        onDisk.add("a");
        // When
        pins.offer(List.of("a", "b"));
        pass(Duration.ofSeconds(10));
        pins.offer(List.of("c"));
        pass(Duration.ofSeconds(10));
        // Then
        assertThat(service.pinned).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void pinsAreRenewedForAsLongAsTheAttemptRuns() {
        // Given: pinned for a minute each time
        pins.offer(List.of("a"));
        // When
        pass(DAY);
        // Then: three times in it
        assertThat(service.renewals).isBetween(3 * 24 * 60 - 3, 3 * 24 * 60);
        // When
        pins.release();
        int calls = service.calls;
        pass(DAY);
        // Then
        assertThat(service.releases).isEqualTo(1);
        assertThat(service.calls).isEqualTo(calls);
    }

    @Test
    void whatTheServiceLostIsPinnedAgain() {
        // Given
        pins.offer(List.of("a", "b"));
        pass(Duration.ofMinutes(1));
        onDisk.add("a");
        // When
        service.pinned.clear();
        pass(Duration.ofMinutes(1));
        // Then
        assertThat(service.pinned).containsExactly("b");
    }

    @Test
    void aServiceThatIsAwayIsAskedAgain() {
        // Given
        pins.offer(List.of("a"));
        pass(Duration.ofMinutes(1));
        service.down = true;
        pass(Duration.ofMinutes(5));
        // When
        service.down = false;
        int renewals = service.renewals;
        pass(Duration.ofMinutes(1));
        // Then
        assertThat(service.renewals).isGreaterThan(renewals);
        assertThat(service.pinned).containsExactly("a");
    }

    @Test
    void nothingIsPinnedAfterTheEnd() {
        // Given
        pins.offer(List.of("a"));
        // When
        pins.release();
        pass(DAY);
        pins.offer(List.of("b"));
        pass(DAY);
        // Then
        assertThat(service.calls).isZero();
    }

    private Set<String> lacking(Set<String> contents) {
        Set<String> lacking = new HashSet<>(contents);
        lacking.removeAll(onDisk);
        return lacking;
    }

    private void pass(Duration time) {
        Duration end = now.plus(time);
        while (!due.isEmpty() && due.peek().at().compareTo(end) <= 0) {
            Due next = due.remove();
            now = next.at();
            next.task().run();
        }
        now = end;
    }

    private record Due(Duration at, Runnable task) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at.compareTo(other.at);
        }
    }
}
