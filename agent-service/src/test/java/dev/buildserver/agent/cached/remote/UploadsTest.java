package dev.buildserver.agent.cached.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.testing.SmallCache;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {
    @TempDir Path folder;
    private final CacheServiceInMemory service = new CacheServiceInMemory();
    private final PendingUploads pending = new PendingUploads();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void whatIsMadeWhileTheServiceIsBusyGoesInFewRequests() {
        // Given
        Uploads uploads = uploads();
        // When: 250 entries, one after the other, before the first is sent
        IntStream.range(0, 250).forEach(i -> uploads.add(entries(i, i + 1)));
        runAll();
        // Then: what is missing, the values, and the entries, for each hundred
        assertThat(service.entries).hasSize(250);
        assertThat(service.calls).isLessThanOrEqualTo(9);
        assertThat(pending.count()).isZero();
    }

    @Test
    void anEntryThatIsNotAcceptableCostsNoOther() {
        // Given
        service.unacceptable = key(1);
        Uploads uploads = uploads();
        // When
        uploads.add(entries(0, 3));
        runAll();
        // Then
        assertThat(service.entries).containsOnlyKeys(key(0), key(2));
        assertThat(pending.count()).isZero();
        // And later ones are stored
        uploads.add(entries(3, 4));
        runAll();
        assertThat(service.entries).containsKey(key(3));
    }

    @Test
    void aServiceThatIsAwayForAWhileLosesNothing() {
        // Given
        service.down = true;
        Uploads uploads = uploads();
        uploads.add(entries(0, 3));
        runNext();
        runNext();
        uploads.add(entries(3, 4));
        assertThat(pending.count()).isEqualTo(4);
        // When
        service.down = false;
        runAll();
        // Then
        assertThat(service.entries).containsOnlyKeys(key(0), key(1), key(2), key(3));
        assertThat(pending.count()).isZero();
    }

    @Test
    void whatFailedAsAWholeIsSentInParts() {
        // Given
        service.down = true;
        Uploads uploads = uploads();
        uploads.add(entries(0, 130));
        runNext();
        // When
        service.down = false;
        runAll();
        // Then: once it answers, as many as before
        assertThat(service.requests).containsExactly(12, 100, 18);
        assertThat(service.entries).hasSize(130);
    }

    @Test
    void aServiceThatStaysAwayIsAskedEverMoreRarelyAndGivenUp() {
        // Given
        service.down = true;
        Uploads uploads = uploads();
        // When
        uploads.add(entries(0, 3));
        runAll();
        // Then
        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(20));
        assertThat(pending.count()).isZero();
        // And nothing more of this attempt is offered
        int calls = service.calls;
        assertThat(uploads.add(entries(3, 4))).isFalse();
        runAll();
        assertThat(service.calls).isEqualTo(calls);
        assertThat(pending.count()).isZero();
    }

    @Test
    void whoWaitsForTheEndHearsOfItOnce() {
        // Given
        List<String> heard = new ArrayList<>();
        Uploads uploads = uploads();
        service.down = true;
        uploads.add(entries(0, 1));
        // When
        uploads.whenIdle(() -> heard.add("idle"));
        runNext();
        // Then
        assertThat(heard).isEmpty();
        // When
        service.down = false;
        runAll();
        // Then
        assertThat(heard).containsExactly("idle");
        // And where nothing is to be done, it is the end already
        uploads.whenIdle(() -> heard.add("still idle"));
        runAll();
        assertThat(heard).containsExactly("idle", "still idle");
    }

    @Test
    void whoStopsWaitsForUploadsButNotForEver() throws InterruptedException {
        // Given
        Uploads uploads = uploads();
        uploads.add(entries(0, 2));
        // Then
        assertThat(pending.awaitNone(Duration.ofMillis(20))).isFalse();
        // When
        Thread other = new Thread(this::runAll);
        other.start();
        // Then
        assertThat(pending.awaitNone(Duration.ofSeconds(30))).isTrue();
        other.join();
    }

    private Uploads uploads() {
        return new Uploads(
                SmallCache.in(folder),
                new RemoteStore(service),
                tasks::add,
                (delay, task) -> {
                    pauses.add(delay);
                    tasks.add(task);
                },
                pending);
    }

    private void runNext() {
        tasks.remove().run();
    }

    private void runAll() {
        while (!tasks.isEmpty()) {
            runNext();
        }
    }

    private static String key(int number) {
        return Sha256.of("key " + number);
    }

    private static Map<String, Entry> entries(int from, int to) {
        Map<String, Entry> entries = new HashMap<>();
        IntStream.range(from, to).forEach(i -> entries.put(key(i), entry(i)));
        return entries;
    }

    private static Entry entry(int number) {
        return new Entry(
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of("diagnostic " + number),
                null,
                7,
                "commit");
    }
}
