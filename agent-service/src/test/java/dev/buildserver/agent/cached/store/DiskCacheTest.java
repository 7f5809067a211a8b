package dev.buildserver.agent.cached.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.tree.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskCacheTest {
    private static final String KEY = Sha256.of("key");

    @TempDir Path folder;
    private final AtomicInteger seconds = new AtomicInteger();

    @Test
    void aContentComesBackAsItWas() throws IOException {
        // Given
        DiskCache cache = cache("main");
        String sha256 = write(cache, "content");
        Path target = folder.resolve("target");

        // When
        boolean read = cache.read(sha256, target);

        // Then
        assertThat(read).isTrue();
        assertThat(target).hasContent("content");
        assertThat(cache.missing(List.of(sha256, KEY))).containsExactly(KEY);
    }

    @Test
    void entriesThatHoldForOtherContentsOfReferencesStandSideBySide() throws IOException {
        // Given
        DiskCache cache = cache("main");
        Entry one = pinned("1");
        Entry two = pinned("2");

        // When
        cache.add(Map.of(KEY, one));
        cache.add(Map.of(KEY, two));
        cache.add(Map.of(KEY, pinned("2")));

        // Then
        assertThat(cache.find(List.of(KEY))).containsEntry(KEY, List.of(two, one));
    }

    @Test
    void aDamagedContentIsNoneAndGoes() throws IOException {
        // Given
        DiskCache cache = cache("main");
        String sha256 = write(cache, "content");
        Files.writeString(content(sha256), "cont");
        Path target = folder.resolve("target");

        // When
        boolean read = cache.read(sha256, target);

        // Then
        assertThat(read).isFalse();
        assertThat(target).doesNotExist();
        assertThat(cache.missing(List.of(sha256))).containsExactly(sha256);
        write(cache, "content");
        assertThat(cache.read(sha256, target)).isTrue();
    }

    @Test
    void aFileThatIsNotWhatItIsSaidToBeIsRefused() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("file"), "content");

        // Then
        assertThatThrownBy(() -> cache("main").write(Map.of(KEY, file)))
                .hasMessageContaining("changed");
        assertThat(cache("main").missing(List.of(KEY))).containsExactly(KEY);
    }

    @Test
    void changingACopyDoesNotChangeTheCache() throws IOException {
        // Given
        DiskCache cache = cache("main");
        String sha256 = write(cache, "content");
        Path target = folder.resolve("target");
        cache.read(sha256, target);

        // When
        Files.writeString(target, "changed");

        // Then
        assertThat(cache.read(sha256, folder.resolve("again"))).isTrue();
    }

    @Test
    void theNewestEntriesOfAKeyAreKept() throws IOException {
        // Given
        DiskCache cache = cache("main");

        // When
        for (int i = 0; i < 10; i++) {
            cache.add(Map.of(KEY, entry("state " + i)));
        }
        cache.add(Map.of(KEY, entry("state 9")));

        // Then
        assertThat(cache.find(List.of(KEY, Sha256.of("other"))))
                .containsOnlyKeys(KEY)
                .extractingByKey(KEY)
                .satisfies(
                        entries -> {
                            assertThat(entries).hasSize(CacheLevel.ENTRIES_PER_KEY);
                            assertThat(entries.get(0)).isEqualTo(entry("state 9"));
                            assertThat(entries.get(1)).isEqualTo(entry("state 8"));
                        });
    }

    @Test
    void damagedEntriesAreNone() throws IOException {
        // Given
        DiskCache cache = cache("main");
        cache.add(Map.of(KEY, entry("state")));
        try (Stream<Path> files = Files.walk(folder)) {
            Path file = files.filter(f -> f.endsWith(KEY + ".json")).findFirst().orElseThrow();
            Files.writeString(file, "[{");
        }

        // Then
        assertThat(cache.find(List.of(KEY))).isEmpty();
        cache.add(Map.of(KEY, entry("state")));
        assertThat(cache.find(List.of(KEY))).hasSize(1);
    }

    @Test
    void whatAnotherAgentAddedOrRemovedIsSeen() throws IOException {
        // Given
        DiskCache cache = cache("main");
        cache.add(Map.of(KEY, entry("state")));
        assertThat(cache.find(List.of(KEY)).get(KEY)).hasSize(1);
        assertThat(cache.find(List.of(KEY)).get(KEY)).hasSize(1);

        // When
        cache("main").add(Map.of(KEY, entry("other state")));

        // Then
        assertThat(cache.find(List.of(KEY)).get(KEY)).hasSize(2);
        try (Stream<Path> files = Files.walk(folder)) {
            Files.delete(files.filter(f -> f.endsWith(KEY + ".json")).findFirst().orElseThrow());
        }
        assertThat(cache.find(List.of(KEY))).isEmpty();
    }

    @Test
    void aRefOfAForkReadsTheProjectsEntriesAndGivesItNone() throws IOException {
        // Given
        DiskCache fork = cache("fork", "main");
        cache("main").add(Map.of(KEY, entry("of main")));
        String other = Sha256.of("other");

        // When
        fork.add(Map.of(other, entry("of fork")));

        // Then
        assertThat(fork.find(List.of(KEY, other))).containsOnlyKeys(KEY, other);
        assertThat(cache("main").find(List.of(KEY, other))).containsOnlyKeys(KEY);
    }

    @Test
    void whatWasNotUsedForTheLongestTimeGoesFirst() throws IOException {
        // Given
        DiskCache cache = cache("main");
        String old = write(cache, "a".repeat(400));
        String used = write(cache, "b".repeat(400));
        cache.read(old, folder.resolve("target"));

        // When
        String added = write(cache, "c".repeat(400));

        // Then
        assertThat(cache.missing(List.of(old, used, added))).containsExactly(used);
    }

    @Test
    void manyMayWriteTheSameAtOnce() throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve("file"), "content");
        String sha256 = Sha256.of("content");
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Path target = folder.resolve("target" + i);
            writers.add(
                    () -> {
                        DiskCache cache = cache("main");
                        cache.write(Map.of(sha256, file));
                        cache.add(Map.of(KEY, entry("state")));
                        return cache.read(sha256, target) && !cache.find(List.of(KEY)).isEmpty();
                    });
        }

        // When
        var threads = Executors.newFixedThreadPool(8);
        List<Future<Boolean>> done = threads.invokeAll(writers);
        threads.shutdown();

        // Then
        for (Future<Boolean> one : done) {
            assertThat(one.get()).isTrue();
        }
    }

    private DiskCache cache(String... scopes) {
        Path place = folder.resolve("cache");
        return new DiskCache(
                place,
                List.of(scopes),
                new EntryMemory(),
                new DiskSpace(place, 1000),
                () -> Instant.ofEpochSecond(seconds.incrementAndGet()));
    }

    private String write(DiskCache cache, String content) throws IOException {
        Path file = Files.writeString(folder.resolve("new"), content);
        String sha256 = Sha256.of(content);
        cache.write(Map.of(sha256, file));
        // As reading does: files are as old as their last use.
        Files.setLastModifiedTime(
                content(sha256), FileTime.from(Instant.ofEpochSecond(seconds.incrementAndGet())));
        return sha256;
    }

    private Path content(String sha256) {
        return folder.resolve("cache/contents").resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static Entry pinned(String sha256) {
        StoredFile pin = StoredFile.own("a.dll", sha256, false).copyOf("A.csproj", "a.dll");
        return new Entry(
                List.of(), List.of(), List.of(pin), Map.of(), List.of(), null, 1, "commit");
    }

    private static Entry entry(String state) {
        return new Entry(
                List.of(new Observed(Observed.Kind.CONTENT, "path", state)),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                null,
                1,
                "commit");
    }
}
