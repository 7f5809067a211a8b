package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.build.ProjectState.Status;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.store.DiskCache;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.testing.SmallCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementTest {
    private static final String LIB = "src/Lib/bin/Release/net/Lib.dll";
    private static final String OTHER = "src/Other/bin/Release/net/Other.dll";

    @TempDir Path folder;
    private final Projects projects = new Projects().add("Lib").add("Other").add("Third");
    private Path source;
    private DiskCache cache;
    private Placement placement;

    @BeforeEach
    void begin() throws IOException {
        source = Files.createDirectory(folder.toRealPath().resolve("source"));
        cache = SmallCache.in(folder.resolve("cache"));
        placement = new Placement(projects.all(), new Materials(source, cache), new Phases());
        projects.get("Third").queue("never built");
    }

    @Test
    void hitsArePlacedOnce() throws IOException {
        // Given
        hit("Lib", LIB, stored("lib"));
        hit("Other", OTHER, stored("other"));

        // When
        boolean missing = placement.place();
        Files.writeString(source.resolve(LIB), "changed by a build");
        boolean missingLater = placement.place();

        // Then
        assertThat(missing || missingLater).isFalse();
        assertThat(source.resolve(LIB)).hasContent("changed by a build");
        assertThat(source.resolve(OTHER)).hasContent("other");
        assertThat(projects.get("Third").onDisk()).isFalse();
    }

    @Test
    void aHitWithoutItsContentIsBuiltAfterAll() throws IOException {
        // Given
        hit("Lib", LIB, stored("lib"));
        hit("Other", OTHER, Sha256.of("nobody stored it"));

        // When
        boolean missing = placement.place();

        // Then
        assertThat(missing).isTrue();
        assertThat(projects.get("Other").status()).isEqualTo(Status.QUEUED);
        assertThat(projects.get("Other").reason()).contains("a content was missing");
        assertThat(projects.get("Lib").status()).isEqualTo(Status.HIT);
        assertThat(source.resolve(LIB)).hasContent("lib");
    }

    private void hit(String name, String path, String sha256) {
        StoredFile file = StoredFile.own(path, sha256, false);
        Entry entry =
                new Entry(
                        List.of(), List.of(file), List.of(), Map.of(), List.of(), null, 1, "first");
        projects.get(name).hit(entry, Map.of(path, file));
    }

    private String stored(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("content"), content);
        String sha256 = Sha256.of(file);
        cache.write(Map.of(sha256, file));
        return sha256;
    }
}
