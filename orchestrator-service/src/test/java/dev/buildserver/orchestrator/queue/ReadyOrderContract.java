package dev.buildserver.orchestrator.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In which order any index of ready tasks must serve. */
abstract class ReadyOrderContract {
    protected static final Duration AGE_STEP = Duration.ofMinutes(5);
    protected static final Duration MAX_WAIT = Duration.ofHours(1);

    static final int LOW = 0;
    static final int NORMAL = 1;
    static final int HIGH = 2;
    static final int CRITICAL = 3;

    final String pool = "pool-" + UUID.randomUUID();
    int made;

    protected abstract ReadyIndex index();

    @Test
    void higherPrioritiesGoFirst() {
        // Given
        ReadyTask low = add(task -> task.priority(LOW));
        ReadyTask critical = add(task -> task.priority(CRITICAL));
        ReadyTask normal = add(task -> task.priority(NORMAL));
        // When
        List<TaskKey> order = take(3);
        // Then
        assertThat(order).containsExactly(critical.key(), normal.key(), low.key());
    }

    @Test
    void olderTasksOfAProjectGoFirst() {
        // Given
        ReadyTask young = add(task -> task.age(Duration.ofSeconds(1)));
        ReadyTask old = add(task -> task.age(Duration.ofSeconds(9)));
        // When
        List<TaskKey> order = take(2);
        // Then
        assertThat(order).containsExactly(old.key(), young.key());
    }

    @Test
    void projectsThatStartEqualGoByAgeToTheMillisecond() {
        // Given
        Instant then = Instant.now();
        ReadyTask younger = add(task -> task.project("a").readyAt(then.plusMillis(1)));
        ReadyTask older = add(task -> task.project("b").readyAt(then));
        // Then
        assertThat(take(2)).containsExactly(older.key(), younger.key());
    }

    @Test
    void aTenantWithFewTasksDoesNotWaitForOneWithMany() {
        // Given
        for (int i = 0; i < 50; i++) {
            add(task -> task.tenant("many").age(Duration.ofSeconds(60)));
        }
        List<ReadyTask> few =
                List.of(add(task -> task.tenant("few")), add(task -> task.tenant("few")));
        // When
        List<TaskKey> order = take(5);
        // Then
        assertThat(order).contains(few.get(0).key(), few.get(1).key());
    }

    @Test
    void aTenantThatComesBackAgainAndAgainGetsNoMoreThanItsShare() {
        // Given
        for (int i = 0; i < 30; i++) {
            add(task -> task.tenant("a").age(Duration.ofSeconds(60)));
            add(task -> task.tenant("b").age(Duration.ofSeconds(60)));
        }
        // When
        int served = 0;
        for (int i = 0; i < 30; i++) {
            ReadyTask single = add(task -> task.tenant("c"));
            TaskKey next = take(1).get(0);
            if (next.equals(single.key())) {
                served++;
            } else {
                // It is not there for long: the same again with the next look.
                index().acknowledge(pool, List.of(new IndexEntry(single.key(), 1)));
            }
        }
        // Then
        assertThat(served).isBetween(8, 12);
    }

    @Test
    void projectsOfATenantTakeTurns() {
        // Given
        for (int i = 0; i < 20; i++) {
            add(task -> task.project("big").age(Duration.ofSeconds(60)));
        }
        ReadyTask small = add(task -> task.project("small"));
        // When
        List<TaskKey> order = take(2);
        // Then
        assertThat(order).contains(small.key());
    }

    @Test
    void whoCameFirstHasTheFirstTurn() {
        // Given
        ReadyTask second = add(task -> task.tenant("a").project("a").age(Duration.ofSeconds(2)));
        ReadyTask first = add(task -> task.tenant("b").project("b").age(Duration.ofSeconds(3)));
        ReadyTask third = add(task -> task.tenant("a").project("Z"));
        // When
        List<TaskKey> order = take(3);
        // Then
        assertThat(order).containsExactly(first.key(), second.key(), third.key());
    }

    @Test
    void tenantsShareEquallyWhateverTheyAsk() {
        // Given
        Map<TaskKey, String> tenants =
                IntStream.range(0, 90)
                        .mapToObj(i -> add(task -> task.tenant(i < 60 ? "x" : i < 80 ? "y" : "z")))
                        .collect(Collectors.toMap(ReadyTask::key, ReadyTask::tenant));
        // When
        List<TaskKey> order = take(30);
        // Then
        Map<String, Long> shares =
                order.stream().collect(Collectors.groupingBy(tenants::get, Collectors.counting()));
        assertThat(shares)
                .containsOnly(Map.entry("x", 10L), Map.entry("y", 10L), Map.entry("z", 10L));
    }

    @Test
    void ageRaisesTheUrgencyUpToHigh() {
        // Given
        ReadyTask oldLow =
                add(
                        task ->
                                task.priority(LOW)
                                        .tenant("a")
                                        .age(AGE_STEP.multipliedBy(2).plusSeconds(1)));
        ReadyTask normal = add(task -> task.priority(NORMAL).tenant("b"));
        ReadyTask critical = add(task -> task.priority(CRITICAL).tenant("c"));
        // When
        List<TaskKey> order = take(3);
        // Then
        assertThat(order).containsExactly(critical.key(), oldLow.key(), normal.key());
    }

    @Test
    void whatWaitedTooLongGoesBeforeAll() {
        // Given
        add(task -> task.priority(CRITICAL));
        ReadyTask forgotten = add(task -> task.priority(LOW).age(MAX_WAIT.plusSeconds(1)));
        // When
        List<TaskKey> order = take(1);
        // Then
        assertThat(order).containsExactly(forgotten.key());
    }

    @Test
    void positionsCountFromTheFront() {
        // Given
        ReadyTask first = add(task -> task.priority(HIGH));
        ReadyTask second = add(task -> task.age(Duration.ofSeconds(5)));
        ReadyTask third = add(task -> task);
        // When, then
        assertThat(index().position(pool, first.key())).hasValue(1);
        assertThat(index().position(pool, second.key())).hasValue(2);
        assertThat(index().position(pool, third.key())).hasValue(3);
        take(1);
        assertThat(index().position(pool, first.key())).isEmpty();
        assertThat(index().position(pool, third.key())).hasValue(2);
    }

    ReadyTask add(UnaryOperator<Draft> shape) {
        ReadyTask task = shape.apply(new Draft(++made)).make(pool);
        index().enqueue(pool, List.of(task));
        return task;
    }

    List<TaskKey> take(int count) {
        return index()
                .match(pool, List.of(seeker("me", count)), Blocked.NOBODY)
                .proposals()
                .stream()
                .map(Proposal::key)
                .toList();
    }

    static Seeker seeker(String agent, int slots) {
        return new Seeker(UUID.randomUUID(), agent, slots, List.of(""), List.of());
    }
}
