package dev.buildserver.embedded.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserCacheTest {
    @TempDir Path folder;

    @Test
    void ownVariableWinsOverXdgAndHome() {
        // Given
        Path home = Path.of("/home/ann");
        // When
        UserCache own =
                UserCache.of(Map.of("BUILDSERVER_CACHE", "/c", "XDG_CACHE_HOME", "/x"), home);
        UserCache xdg = UserCache.of(Map.of("XDG_CACHE_HOME", "/x"), home);
        UserCache plain = UserCache.of(Map.of("BUILDSERVER_CACHE", " "), home);
        // Then
        assertThat(own.folder()).isEqualTo(Path.of("/c"));
        assertThat(xdg.folder()).isEqualTo(Path.of("/x/buildserver"));
        assertThat(plain.folder()).isEqualTo(Path.of("/home/ann/.cache/buildserver"));
    }

    @Test
    void fillsOnceHoweverManyAskAtTheSameTime() throws Exception {
        // Given
        UserCache cache = new UserCache(folder);
        AtomicInteger fillings = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        // When
        var results =
                IntStream.range(0, 8)
                        .mapToObj(i -> callers.submit(() -> filled(cache, fillings)))
                        .toList();
        // Then
        for (Future<Path> result : results) {
            assertThat(result.get().resolve("content")).hasContent("x");
        }
        assertThat(fillings).hasValue(1);
        callers.shutdown();
    }

    @Test
    void aFailedFillingLeavesNothingAndMayBeRepeated() throws IOException {
        // Given
        UserCache cache = new UserCache(folder);
        assertThatThrownBy(
                        () ->
                                cache.provide(
                                        "tool",
                                        empty -> {
                                            Files.writeString(empty.resolve("half"), "");
                                            throw new IOException("no network");
                                        }))
                .hasMessage("no network");
        // When
        Path provided = filled(cache, new AtomicInteger());
        // Then
        assertThat(provided).isDirectoryNotContaining("glob:**/half");
    }

    @Test
    void whatAKilledProcessLeftIsNotTaken() throws IOException {
        // Given
        Files.createDirectories(folder.resolve("tool.unfinished"));
        Files.writeString(folder.resolve("tool.unfinished/half"), "");
        // When
        Path provided = filled(new UserCache(folder), new AtomicInteger());
        // Then
        assertThat(provided).isDirectoryNotContaining("glob:**/half");
        assertThat(folder.resolve("tool.unfinished")).doesNotExist();
    }

    private static Path filled(UserCache cache, AtomicInteger fillings) throws IOException {
        return cache.provide(
                "tool",
                empty -> {
                    fillings.incrementAndGet();
                    Files.writeString(empty.resolve("content"), "x");
                });
    }
}
