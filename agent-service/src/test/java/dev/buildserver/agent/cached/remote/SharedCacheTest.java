package dev.buildserver.agent.cached.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.store.DiskCache;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.testing.SmallCache;
import dev.buildserver.contract.cache.ReportBroken.BrokenEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedCacheTest {
    private static final String KEY = Sha256.of("key");
    private static final String CONTENT = Sha256.of("content");

    @TempDir Path folder;
    private final CacheServiceInMemory service = new CacheServiceInMemory();
    private final List<String> troubles = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private Consumer<Runnable> besides = Runnable::run;

    @Test
    void whatOneAgentStoredAnotherFinds() throws IOException {
        // Given
        SharedCache first = agent("first");
        first.write(Map.of(CONTENT, Files.writeString(folder.resolve("file"), "content")));
        first.add(Map.of(KEY, entry()));
        SharedCache second = agent("second");

        // When
        Map<String, List<Entry>> found = second.find(List.of(KEY, Sha256.of("other")));
        second.bring(List.of(CONTENT));

        // Then
        assertThat(found).containsOnlyKeys(KEY).containsEntry(KEY, List.of(entry()));
        assertThat(second.read(CONTENT, folder.resolve("target"))).isTrue();
        assertThat(folder.resolve("target")).hasContent("content");
        assertThat(troubles).isEmpty();
    }

    @Test
    void equalOutcomesAreEqualBytes() throws IOException {
        // Given
        SharedCache first = agent("first");
        first.write(Map.of(CONTENT, Files.writeString(folder.resolve("file"), "content")));

        // When
        first.add(Map.of(KEY, entry()));
        first.add(Map.of(KEY, entry()));

        // Then
        assertThat(service.entries.get(KEY)).hasSize(2);
        assertThat(service.entries.get(KEY).get(0).value())
                .isEqualTo(service.entries.get(KEY).get(1).value());
        assertThat(service.blobs).hasSize(3);
    }

    @Test
    void whatTheDiskHasIsNotAskedFor() throws IOException {
        // Given
        SharedCache agent = agent("first");
        agent.write(Map.of(CONTENT, Files.writeString(folder.resolve("file"), "content")));
        agent.add(Map.of(KEY, entry()));
        int calls = service.calls;

        // When
        agent.find(List.of(KEY));
        agent.bring(List.of(CONTENT));

        // Then
        assertThat(service.calls).isEqualTo(calls);
    }

    @Test
    void whatOthersStoredIsFoundBesideWhatDoesNotFit() throws IOException {
        // Given
        agent("other").add(Map.of(KEY, entryAt("theirs")));
        service.down = true;
        SharedCache here = agent("here");
        here.add(Map.of(KEY, entryAt("ours")));
        service.down = false;
        SharedCache later = agent("here");

        // When
        Map<String, List<Entry>> fitting =
                later.find(List.of(KEY), (key, entry) -> entry.commit().equals("ours"));
        Map<String, List<Entry>> others =
                later.find(List.of(KEY), (key, entry) -> entry.commit().equals("theirs"));

        // Then
        assertThat(fitting.get(KEY)).extracting(Entry::commit).containsExactly("ours");
        assertThat(others.get(KEY)).extracting(Entry::commit).contains("theirs");
    }

    @Test
    void aServiceThatIsDownIsAskedOnceAndNothingFails() throws IOException {
        // Given
        service.down = true;
        SharedCache agent = agent("first");

        // When
        Map<String, List<Entry>> found = agent.find(List.of(KEY));
        agent.bring(List.of(CONTENT));
        agent.write(Map.of(CONTENT, Files.writeString(folder.resolve("file"), "content")));
        agent.find(List.of(KEY));
        // Then
        assertThat(found).isEmpty();
        assertThat(service.calls).isEqualTo(1);
        assertThat(troubles).hasSize(1);
        assertThat(agent.degraded()).hasValueSatisfying(why -> assertThat(why).contains("refused"));

        // And what is made meanwhile is kept, and stored when the service is back
        agent.add(Map.of(KEY, entry()));
        assertThat(agent.find(List.of(KEY))).containsKey(KEY);
        assertThat(service.calls).isEqualTo(2);
        service.down = false;
        List.copyOf(later).forEach(Runnable::run);
        assertThat(service.entries).containsKey(KEY);
        assertThat(troubles).hasSize(1);
    }

    @Test
    void aServiceWhoseAnswerMakesNoSenseIsAskedOnceAndNothingFails() throws IOException {
        // Given
        service.senseless = true;
        SharedCache agent = agent("first");

        // When
        Map<String, List<Entry>> found = agent.find(List.of(KEY));
        agent.bring(List.of(CONTENT));

        // Then
        assertThat(found).isEmpty();
        assertThat(service.calls).isEqualTo(1);
        assertThat(troubles).singleElement().asString().startsWith("Cache degraded");
        assertThat(agent.degraded()).isPresent();
    }

    @Test
    void aDamagedContentIsMissing() throws IOException {
        // Given
        service.blobs.put(CONTENT, "con".getBytes());
        SharedCache agent = agent("first");

        // When
        agent.bring(List.of(CONTENT));

        // Then
        assertThat(agent.missing(List.of(CONTENT))).containsExactly(CONTENT);
        assertThat(troubles).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "damaged"})
    void anEntryWhoseContentDoesNotComeIsReported(String what) throws IOException {
        // Given
        store();
        service.damage(CONTENT, what);
        SharedCache second = agent("second");
        // When
        second.find(List.of(KEY));
        second.bring(List.of(CONTENT));
        // Then
        String strong = service.entries.get(KEY).get(0).strongKey();
        assertThat(service.broken).containsExactly(new BrokenEntry(KEY, strong, List.of(CONTENT)));
        assertThat(second.degraded()).isEmpty();
        assertThat(troubles).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "damaged"})
    void anEntryWhoseValueDoesNotComeIsAMissAndReported(String what) throws IOException {
        // Given
        store();
        String value = service.entries.get(KEY).get(0).value();
        service.damage(value, what);
        SharedCache second = agent("second");
        // When
        Map<String, List<Entry>> found = second.find(List.of(KEY));
        // Then
        assertThat(found).isEmpty();
        assertThat(service.broken).extracting(BrokenEntry::blobs).containsExactly(List.of(value));
        assertThat(second.degraded()).isEmpty();
    }

    @Test
    void whatIsOfferedIsPinnedUntilTheAttemptEnds() throws IOException {
        // Given
        store();
        service.pinned.clear();
        SharedCache second = agent("second");
        second.find(List.of(KEY));
        // When
        List.copyOf(later).forEach(Runnable::run);
        // Then
        assertThat(service.pinned).containsExactly(CONTENT);
        // When
        second.release();
        // Then
        assertThat(service.pinned).isEmpty();
    }

    @Test
    void whatIsBeingStoredIsPinnedUntilItIsStored() throws IOException {
        // Given
        List<Runnable> waiting = new ArrayList<>();
        besides = waiting::add;
        store();
        SharedCache first = agent("first");
        first.add(Map.of(KEY, entry()));
        // When
        first.release();
        // Then
        assertThat(service.releases).isZero();
        // When
        waiting.forEach(Runnable::run);
        // Then
        assertThat(service.entries).containsKey(KEY);
        assertThat(service.releases).isEqualTo(1);
    }

    private void store() throws IOException {
        SharedCache first = agent("first");
        first.write(Map.of(CONTENT, Files.writeString(folder.resolve("file"), "content")));
        first.add(Map.of(KEY, entry()));
    }

    private SharedCache agent(String name) {
        DiskCache disk = SmallCache.in(folder.resolve(name));
        Pins.Later timer = (delay, task) -> later.add(task);
        return new SharedCache(
                disk,
                new RemoteCache(service),
                new Pins(service, timer, contents -> contents),
                new Uploads(
                        disk,
                        new RemoteStore(service),
                        task -> besides.accept(task),
                        timer,
                        new PendingUploads()),
                folder.resolve(name + "-scratch"),
                troubles::add);
    }

    private static Entry entryAt(String commit) {
        return new Entry(List.of(), List.of(), List.of(), Map.of(), List.of(), null, 7, commit);
    }

    private static Entry entry() {
        StoredFile file = StoredFile.own("src/A/bin/A.dll", CONTENT, true);
        return new Entry(
                List.of(
                        new Observed(Observed.Kind.LISTING, "", "1"),
                        new Observed(Observed.Kind.CONTENT, ".editorconfig", "-"),
                        new Observed(Observed.Kind.LISTING_BUT_SOURCES, "src", "2")),
                List.of(
                                StoredFile.own("src/B/bin/A.dll", CONTENT, false)
                                        .copyOf("src/A/A.csproj", "src/A/bin/A.dll"),
                                file)
                        .stream()
                        .sorted((a, b) -> a.path().compareTo(b.path()))
                        .toList(),
                List.of(file.copyOf("src/A/A.csproj", "x")),
                List.of("src/A/Generated.cs"),
                Map.of("b", "1", "a", "2"),
                List.of("{\"event\":\"warning\"}"),
                JsonNodeFactory.instance.objectNode().put("a", 1),
                7,
                "commit");
    }
}
