package dev.buildserver.agent.cached.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.build.Made;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.shadow.Sample.Rule;
import dev.buildserver.agent.cached.shadow.Verdict.Difference;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {
    private static final StoredFile DLL = StoredFile.own("bin/A.dll", "1", false);
    private static final StoredFile OBJ = StoredFile.own("obj/A.cache", "2", false);

    @Test
    void newProjectsAreChosenAlwaysAndHitsByChance() {
        // Given
        List<Made> made =
                IntStream.range(0, 1000).mapToObj(i -> made("p" + i, i % 2 == 0)).toList();

        // When
        Sample all = Sample.of(made, new Rule(0, 1, 5000), project -> 0, new Random(1));
        Sample none = Sample.of(made, new Rule(0, 1, 5000), project -> 1, new Random(1));
        Sample some = Sample.of(made, new Rule(0.1, 1, 5000), project -> 1, new Random(1));

        // Then
        assertThat(all.projects()).hasSize(1000);
        assertThat(none.isEmpty()).isTrue();
        assertThat(some.projects()).hasSizeBetween(30, 70).allMatch(Made::hit);
    }

    @Test
    void ofTooManyThoseGoFirstThatWereVerifiedLeast() {
        // Given
        Map<String, Integer> verified = Map.of("a", 3, "b", 0, "c", 1);
        List<Made> made = List.of(made("a", true), made("b", true), made("c", true));

        // When
        Sample sample = Sample.of(made, new Rule(1, 0, 2), verified::get, new Random(1));

        // Then
        assertThat(sample.projects()).extracting(Made::project).containsExactly("b", "c");
    }

    @Test
    void equalOutputsAreVerified() {
        // When
        Verdict verdict = verdict(List.of(), DLL, OBJ);

        // Then
        assertThat(verdict.same()).isTrue();
        assertThat(verdict.intermediates()).isEmpty();
    }

    @Test
    void eachKindOfDifferenceIsOne() {
        // Given
        StoredFile other = StoredFile.own("bin/A.dll", "3", false);
        StoredFile program = StoredFile.own("bin/A.dll", "1", true);
        StoredFile more = StoredFile.own("bin/B.dll", "4", false);

        // Then
        assertThat(verdict(List.of(), other, OBJ).outputs())
                .containsExactly(new Difference("bin/A.dll", "1", "3"));
        assertThat(verdict(List.of(), program, OBJ).outputs())
                .containsExactly(new Difference("bin/A.dll", "1", "1"));
        assertThat(verdict(List.of(), DLL, OBJ, more).outputs())
                .containsExactly(new Difference("bin/B.dll", null, "4"));
        assertThat(verdict(List.of(), OBJ).outputs())
                .containsExactly(new Difference("bin/A.dll", "1", null));
    }

    @Test
    void intermediatesAreOnlyTold() {
        // When
        Verdict verdict = verdict(List.of(), DLL, StoredFile.own("obj/A.cache", "5", false));

        // Then
        assertThat(verdict.same()).isTrue();
        assertThat(verdict.intermediates()).containsExactly("obj/A.cache");
    }

    @Test
    void otherInputsSayNothing() {
        // Given
        Observed before = new Observed(Observed.Kind.CONTENT, "seed.txt", "1");
        Observed now = new Observed(Observed.Kind.CONTENT, "seed.txt", "2");
        Observed more = new Observed(Observed.Kind.CONTENT, "more.txt", "-");

        // Then
        assertThat(Verdict.of(made(List.of(before)), entry(List.of(now), OBJ))).isEmpty();
        assertThat(Verdict.of(made(List.of(before)), entry(List.of(before, more), DLL, OBJ)))
                .hasValueSatisfying(verdict -> assertThat(verdict.same()).isTrue());
    }

    private static Verdict verdict(List<Observed> accesses, StoredFile... files) {
        return Verdict.of(made(accesses), entry(accesses, files)).orElseThrow();
    }

    private static Made made(List<Observed> accesses) {
        return new Made(
                "a",
                "key",
                true,
                accesses,
                new TreeMap<>(Map.of(DLL.path(), DLL, OBJ.path(), OBJ)),
                Set.of("obj"));
    }

    private static Made made(String project, boolean hit) {
        return new Made(project, "key of " + project, hit, List.of(), new TreeMap<>(), Set.of());
    }

    private static Entry entry(List<Observed> accesses, StoredFile... files) {
        return new Entry(
                accesses, List.of(files), List.of(), Map.of(), List.of(), null, 1, "commit");
    }
}
