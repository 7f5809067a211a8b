package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.build.ProjectState.Status;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.explain.KeyHistory;
import dev.buildserver.agent.cached.key.KeyText;
import dev.buildserver.agent.cached.store.DiskCache;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.testing.SmallCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code App → Lib}; Lib has been built. */
class LookupTest {
    private static final String LIB = "src/Lib/bin/Release/net/Lib.dll";
    private static final String COPY = "src/App/bin/Release/net/Lib.dll";

    @TempDir Path folder;
    private final Projects projects = new Projects().add("Lib").add("App", "Lib");
    private final KeyText key = new KeyText().line("key");
    private DiskCache cache;

    @BeforeEach
    void libraryIsBuilt() {
        cache = SmallCache.in(folder.resolve("cache"));
        build("new");
        projects.get("App").key(key);
    }

    @Test
    void aCopyFollowsItsOrigin() throws IOException {
        // Given
        add(entry(List.of(copy("old")), List.of()));

        // When
        decide();

        // Then
        assertThat(app().status()).isEqualTo(Status.HIT);
        assertThat(app().files().get(COPY).sha256()).isEqualTo(Sha256.of("new"));
    }

    @Test
    void aCopyOfWhatIsNoLongerMadeIsNoHit() throws IOException {
        // Given
        add(entry(List.of(copy("old").copyOf(Projects.path("Lib"), "gone.dll")), List.of()));

        // When
        decide();

        // Then
        assertThat(app().status()).isEqualTo(Status.QUEUED);
        assertThat(app().reason()).contains("takes from a reference");
    }

    @Test
    void whatMayBeACopyOfSeveralHoldsOnlyWhileTheseAreTheSame() throws IOException {
        // Given
        add(entry(List.of(StoredFile.own(COPY, Sha256.of("old"), false)), List.of(copy("old"))));

        // When
        decide();

        // Then
        assertThat(app().status()).isEqualTo(Status.QUEUED);
        assertThat(app().report(0).changed()).containsExactly(LIB + " changed");
    }

    @Test
    void theFirstEntryThatHoldsIsTaken() throws IOException {
        // Given
        Files.writeString(folder.resolve("seed"), "1");
        add(observing("1", 11));
        add(observing("2", 22));

        // When
        decide();

        // Then
        assertThat(app().status()).isEqualTo(Status.HIT);
        assertThat(app().report(0).savedMillis()).isEqualTo(11);
    }

    @Test
    void whatChangedIsNamed() throws IOException {
        // Given
        Files.writeString(folder.resolve("seed"), "3");
        add(observing("1", 11));

        // When
        decide();

        // Then
        assertThat(app().status()).isEqualTo(Status.QUEUED);
        assertThat(app().report(0).changed()).containsExactly("seed changed");
    }

    @Test
    void whatLookedWhereAReferenceFromTheCacheWritesIsNoHit() throws IOException {
        // Given: it does not lie in the source, so that a look finds nothing
        add(
                new Entry(
                        List.of(new Observed(Observed.Kind.CONTENT, "gen/a", "-")),
                        List.of(),
                        List.of(),
                        Map.of(),
                        List.of(),
                        null,
                        1,
                        "commit"));
        StoredFile stray = StoredFile.own("gen/a", Sha256.of("a"), false);
        projects.get("Lib").hit(entry(List.of(stray), List.of()), Map.of("gen/a", stray));

        // When
        decide();

        // Then
        assertThat(app().status()).isEqualTo(Status.QUEUED);
        assertThat(app().reason()).contains("write where it looked");
    }

    @Test
    void whatItKnewOfThatIsAHit() throws IOException {
        // Given
        add(
                new Entry(
                        List.of(new Observed(Observed.Kind.LISTING, "gen", "-")),
                        List.of(),
                        List.of(),
                        List.of("gen/a"),
                        Map.of(),
                        List.of(),
                        null,
                        1,
                        "commit"));
        StoredFile stray = StoredFile.own("gen/a", Sha256.of("a"), false);
        projects.get("Lib").hit(entry(List.of(stray), List.of()), Map.of("gen/a", stray));

        // When
        decide();

        // Then
        assertThat(app().status()).isEqualTo(Status.HIT);
    }

    private void decide() throws IOException {
        new Lookup(
                        "All.sln",
                        cache,
                        new KeyHistory(folder.resolve("keys")),
                        Policy.ALL,
                        Tree.of(folder, "commit"),
                        List.of(projects.get("Lib"), app()))
                .decide(List.of(app()));
    }

    private ProjectState app() {
        return projects.get("App");
    }

    private void build(String content) {
        projects.get("Lib")
                .built(
                        1,
                        new TreeMap<>(Map.of(LIB, StoredFile.own(LIB, Sha256.of(content), false))),
                        Map.of());
    }

    private void add(Entry entry) throws IOException {
        cache.add(Map.of(key.sha256(), entry));
    }

    private static StoredFile copy(String content) {
        return StoredFile.own(COPY, Sha256.of(content), false).copyOf(Projects.path("Lib"), LIB);
    }

    private static Entry observing(String seed, long millis) {
        return new Entry(
                List.of(new Observed(Observed.Kind.CONTENT, "seed", Sha256.of(seed))),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                null,
                millis,
                "commit");
    }

    private static Entry entry(List<StoredFile> files, List<StoredFile> pins) {
        return new Entry(List.of(), files, pins, Map.of(), List.of(), null, 1, "commit");
    }
}
