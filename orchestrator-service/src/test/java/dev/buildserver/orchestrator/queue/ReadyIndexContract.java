package dev.buildserver.orchestrator.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What any index of ready tasks must do, beside keeping their order. */
public abstract class ReadyIndexContract extends ReadyOrderContract {
    protected static final Duration EXCLUSION = Duration.ofSeconds(30);

    /** Names of everything that is kept for the pool, but for the mark of completeness. */
    protected abstract List<String> kept(String pool);

    /** Loses everything that is kept for the pool. */
    protected abstract void empty(String pool);

    @Test
    void aTaskGoesToAnAgentThatHoldsItsWorkspace() {
        // Given
        ReadyTask task = add(t -> t.affinity("repo"));
        Seeker cold = seeker("cold", 1);
        Seeker warm =
                new Seeker(UUID.randomUUID(), "warm", 1, List.of(""), List.of("other", "repo"));
        // When
        List<Proposal> proposals =
                index().match(pool, List.of(cold, warm), Blocked.NOBODY).proposals();
        // Then
        assertThat(proposals)
                .containsExactly(new Proposal(task.key(), task.version(), warm.sessionId()));
    }

    @Test
    void aTaskGoesOnlyToAnAgentThatMeetsItsRequirements() {
        // Given
        ReadyTask special = add(task -> task.requirements("sdk9"));
        ReadyTask plain = add(task -> task);
        Seeker able = new Seeker(UUID.randomUUID(), "able", 1, List.of("", "sdk9"), List.of());
        // When
        List<TaskKey> first = take(2);
        List<Proposal> second = index().match(pool, List.of(able), Blocked.NOBODY).proposals();
        // Then
        assertThat(first).containsExactly(plain.key());
        assertThat(second).extracting(Proposal::key).containsExactly(special.key());
    }

    @Test
    void anExcludedAgentGetsTheNextTaskInstead() {
        // Given
        add(task -> task.excluded("me").age(Duration.ofSeconds(20)));
        ReadyTask other = add(task -> task);
        // When
        List<Proposal> proposals =
                index().match(pool, List.of(seeker("me", 2)), Blocked.NOBODY).proposals();
        // Then
        assertThat(proposals).extracting(Proposal::key).containsExactly(other.key());
    }

    @Test
    void anExclusionEnds() {
        // Given
        ReadyTask task = add(t -> t.excluded("me").age(EXCLUSION.plus(Duration.ofSeconds(1))));
        // When
        List<Proposal> proposals =
                index().match(pool, List.of(seeker("me", 1)), Blocked.NOBODY).proposals();
        // Then
        assertThat(proposals).extracting(Proposal::key).containsExactly(task.key());
    }

    @Test
    void blockedTenantsAndProjectsArePassedOver() {
        // Given
        add(task -> task.tenant("full").age(Duration.ofSeconds(50)));
        add(task -> task.tenant("half").project("full").age(Duration.ofSeconds(40)));
        ReadyTask free = add(task -> task.tenant("half").project("free"));
        Blocked blocked = new Blocked(Set.of("full"), Set.of(new Blocked.Project("half", "full")));
        // When
        List<Proposal> proposals =
                index().match(pool, List.of(seeker("me", 3)), blocked).proposals();
        // Then
        assertThat(proposals).extracting(Proposal::key).containsExactly(free.key());
        assertThat(take(3)).hasSize(2);
    }

    @Test
    void nothingIsProposedTwice() {
        // Given
        add(task -> task);
        take(1);
        // When
        List<TaskKey> again = take(1);
        // Then
        assertThat(again).isEmpty();
    }

    @Test
    void aDelayedTaskIsNotProposed() {
        // Given
        add(task -> task.delay(Duration.ofMinutes(1)));
        // When
        List<TaskKey> taken = take(1);
        // Then
        assertThat(taken).isEmpty();
    }

    @Test
    void anOlderVersionChangesNothing() {
        // Given
        ReadyTask task = add(t -> t.version(3).priority(HIGH));
        index().enqueue(pool, List.of(new Draft(task).version(2).priority(LOW).make(pool)));
        // When
        List<Proposal> proposals =
                index().match(pool, List.of(seeker("me", 2)), Blocked.NOBODY).proposals();
        // Then
        assertThat(proposals).hasSize(1);
        assertThat(proposals.get(0).version()).isEqualTo(3);
    }

    @Test
    void aNewerVersionReplacesWhatWaitsAndWhatIsTaken() {
        // Given
        ReadyTask waits = add(task -> task);
        ReadyTask taken = add(task -> task.priority(HIGH));
        take(1);
        // When
        index().enqueue(
                        pool,
                        List.of(
                                new Draft(waits).version(2).make(pool),
                                new Draft(taken).version(2).make(pool)));
        // Then
        assertThat(index().match(pool, List.of(seeker("me", 9)), Blocked.NOBODY).proposals())
                .extracting(Proposal::key, Proposal::version)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(taken.key(), 2),
                        org.assertj.core.groups.Tuple.tuple(waits.key(), 2));
    }

    @Test
    void aLateAcknowledgementDoesNotRemoveARetry() {
        // Given
        ReadyTask task = add(t -> t);
        take(1);
        index().enqueue(pool, List.of(new Draft(task).version(3).make(pool)));
        // When
        index().acknowledge(pool, List.of(new IndexEntry(task.key(), 2)));
        // Then
        assertThat(take(1)).containsExactly(task.key());
    }

    @Test
    void whatIsAcknowledgedLeavesNothingBehind() {
        // Given
        List<IndexEntry> entries = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            ReadyTask task =
                    add(
                            t ->
                                    t.tenant("t" + number % 3)
                                            .project("p:" + number % 5)
                                            .priority(number % 4)
                                            .delay(Duration.ofSeconds(number % 2)));
            entries.add(new IndexEntry(task.key(), 1));
        }
        take(5);
        // When
        index().acknowledge(pool, entries);
        // Then
        assertThat(kept(pool)).isEmpty();
    }

    @Test
    void whatIsPutBackIsProposedAfterItsDelay() {
        // Given
        ReadyTask task = add(t -> t);
        take(1);
        // When
        index().putBack(pool, new IndexEntry(task.key(), 1), Duration.ZERO);
        // Then
        assertThat(take(1)).containsExactly(task.key());
    }

    @Test
    void onlyWhatIsTakenIsPutBack() {
        // Given
        ReadyTask waits = add(t -> t);
        // When
        index().putBack(pool, new IndexEntry(waits.key(), 1), Duration.ofMinutes(1));
        index().putBack(pool, new IndexEntry(new TaskKey(UUID.randomUUID(), 0), 1), Duration.ZERO);
        // Then
        assertThat(take(2)).containsExactly(waits.key());
    }

    @Test
    void whatIsMissingIsTold() {
        // Given
        ReadyTask known = add(t -> t);
        ReadyTask newer = new Draft(add(t -> t)).version(2).make(pool);
        ReadyTask unknown = new Draft(++made).make(pool);
        // When
        List<ReadyTask> missing = index().missing(pool, List.of(known, newer, unknown));
        // Then
        assertThat(missing).containsExactly(newer, unknown);
    }

    @Test
    void itIsCompleteOnceItWasRebuilt() {
        // Given
        UUID rebuild = UUID.randomUUID();
        boolean before = index().enqueue(pool, List.of(new Draft(++made).make(pool))).complete();
        index().beginRebuild(pool, rebuild);
        boolean during = index().enqueue(pool, List.of(new Draft(++made).make(pool))).complete();
        // When
        boolean finished = index().finishRebuild(pool, rebuild);
        // Then
        assertThat(before).isFalse();
        assertThat(during).isFalse();
        assertThat(finished).isTrue();
        assertThat(index().enqueue(pool, List.of(new Draft(++made).make(pool))).complete())
                .isTrue();
        assertThat(index().match(pool, List.of(seeker("me", 1)), Blocked.NOBODY).complete())
                .isTrue();
    }

    @Test
    void aRebuildDuringWhichItWasEmptiedDoesNotMakeItComplete() {
        // Given
        UUID rebuild = UUID.randomUUID();
        index().beginRebuild(pool, rebuild);
        // When
        empty(pool);
        // Then
        assertThat(index().finishRebuild(pool, rebuild)).isFalse();
        assertThat(index().enqueue(pool, List.of(new Draft(++made).make(pool))).complete())
                .isFalse();
    }

    @Test
    void rebuildsOfTwoReplicasDoNotDisturbOneAnother() {
        // Given
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        index().beginRebuild(pool, one);
        index().beginRebuild(pool, other);
        // Then
        assertThat(index().finishRebuild(pool, one)).isTrue();
        assertThat(index().finishRebuild(pool, other)).isTrue();
    }
}
