package dev.buildserver.cache.usage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.cache.usage.Usage.By;
import dev.buildserver.cache.usage.Usage.Entry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UseNotesTest {
    private final List<List<Entry>> calls = new ArrayList<>();
    private final List<UniEmitter<? super Void>> open = new ArrayList<>();
    private final UseNotes notes = new UseNotes(this::record, new Waiting());

    @Test
    void oneUseGoesAtOnce() {
        // When
        notes.add(List.of(entry("a")));
        // Then
        assertThat(calls).containsExactly(List.of(entry("a")));
    }

    @Test
    void whatComesMeanwhileGoesTogetherAndOnce() {
        // Given
        notes.add(List.of(entry("a")));
        // When
        notes.add(List.of(entry("b")));
        notes.add(List.of(entry("c"), entry("b")));
        // Then
        assertThat(calls).hasSize(1);
        // When
        answer();
        // Then
        assertThat(calls).hasSize(2);
        assertThat(calls.get(1)).containsExactly(entry("b"), entry("c"));
        // When
        answer();
        notes.add(List.of(entry("a")));
        // Then
        assertThat(calls).hasSize(3);
    }

    @Test
    void aCallThatFailsHoldsNothingUp() {
        // Given
        notes.add(List.of(entry("a")));
        notes.add(List.of(entry("b")));
        // When
        open.remove(0).fail(new IllegalStateException("away"));
        // Then
        assertThat(calls).hasSize(2);
        assertThat(calls.get(1)).containsExactly(entry("b"));
    }

    @Test
    void anUntrustedUseTakesNothingFromATrustedOne() {
        // Given
        notes.add(List.of(entry("a")));
        // When
        notes.add(List.of(entry("b")));
        notes.add(List.of(new Entry("b", 1, By.OTHERS), new Entry("c", 1, By.OTHERS)));
        answer();
        // Then
        assertThat(calls.get(1)).containsExactly(entry("b"), new Entry("c", 1, By.OTHERS));
    }

    @Test
    void whatIsGoneIsNotNoted() {
        // Given
        notes.add(List.of(entry("a")));
        notes.add(List.of(entry("b"), entry("c")));
        // When
        notes.drop("b");
        answer();
        // Then
        assertThat(calls.get(1)).containsExactly(entry("c"));
    }

    @Test
    void manyGoInSeveralCalls() {
        // Given
        notes.add(List.of(entry("a")));
        // When
        notes.add(IntStream.range(0, 2500).mapToObj(i -> entry("k" + i)).toList());
        IntStream.range(0, 4).forEach(i -> answer());
        // Then
        assertThat(calls).extracting(List::size).containsExactly(1, 1000, 1000, 500);
    }

    private Uni<Void> record(List<Entry> entries) {
        calls.add(List.copyOf(entries));
        return Uni.createFrom().emitter(open::add);
    }

    private void answer() {
        open.remove(0).complete(null);
    }

    private static Entry entry(String key) {
        return new Entry(key, 1);
    }
}
