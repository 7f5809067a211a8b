package dev.buildserver.agent.cached.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.tree.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeanwhileTest {
    private static final String KEY = Sha256.of("key");

    @TempDir Path folder;
    private DiskCache cache;

    @BeforeEach
    void open() {
        Path root = folder.resolve("cache");
        cache =
                new DiskCache(
                        root,
                        List.of("main"),
                        new EntryMemory(),
                        new DiskSpace(root, 1 << 20),
                        Clock.systemUTC());
    }

    @Test
    void aResultThatSomebodyKeptStays() throws IOException {
        // Given
        keep("theirs", "a");

        // When / Then
        assertThat(Meanwhile.stillNew(cache, Map.of(KEY, entry("ours", "a")))).isEmpty();
    }

    @Test
    void aResultOfOtherObservationsIsAnother() throws IOException {
        // Given
        keep("theirs", "a");

        // When / Then
        assertThat(Meanwhile.stillNew(cache, Map.of(KEY, entry("ours", "b")))).containsKey(KEY);
    }

    @Test
    void aResultWithoutItsContentsIsReplaced() throws IOException {
        // Given: its content was never written
        cache.add(Map.of(KEY, entry("theirs", "a")));

        // When / Then
        assertThat(Meanwhile.stillNew(cache, Map.of(KEY, entry("ours", "a")))).containsKey(KEY);
    }

    private void keep(String content, String state) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), content);
        cache.write(Map.of(Sha256.of(content), file));
        cache.add(Map.of(KEY, entry(content, state)));
    }

    private static Entry entry(String content, String state) {
        return new Entry(
                List.of(new Observed(Observed.Kind.CONTENT, "data", state)),
                List.of(StoredFile.own("results.trx", Sha256.of(content), false)),
                List.of(),
                Map.of(),
                List.of(),
                null,
                1,
                "c1");
    }
}
