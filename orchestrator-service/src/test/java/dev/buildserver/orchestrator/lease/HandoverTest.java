package dev.buildserver.orchestrator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.LeaseRequest;
import dev.buildserver.contract.build.RequirementClass;
import dev.buildserver.domain.ids.UuidV7;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.lease.Takers.NewTask;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.orchestrator.session.SessionStore.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HandoverTest {
    private final Idle agents = new Idle();
    private final Handover handover =
            new Handover(agents, new UuidV7(InstantSource.fixed(Instant.EPOCH), new Random(1)));

    @Test
    void eachTaskIsWishedForBySomebodyElse() {
        // Given
        ParkedPoll first = agents.add("Linux");
        ParkedPoll second = agents.add("Linux");
        // When
        List<Wish> wishes = handover.wishes(List.of(task("Linux"), task("Linux")));
        // Then
        assertThat(wishes)
                .extracting(Wish::sessionId)
                .containsExactly(first.sessionId(), second.sessionId());
    }

    @Test
    void aPoolWithFewerAgentsThanTasksLeavesAllItsTasksToTheIndex() {
        // Given
        agents.add("Linux");
        ParkedPoll windows = agents.add("Windows");
        // When
        List<Wish> wishes = handover.wishes(List.of(task("Linux"), task("Windows"), task("Linux")));
        // Then
        assertThat(wishes).extracting(Wish::sessionId).containsExactly(windows.sessionId());
        assertThat(agents.free).extracting(ParkedPoll::pool).containsExactly("Linux");
    }

    @Test
    void whoGotNothingWaitsOn() {
        // Given
        ParkedPoll first = agents.add("Linux");
        ParkedPoll second = agents.add("Linux");
        List<Wish> wishes = handover.wishes(List.of(task("Linux"), task("Linux")));
        // When
        handover.granted(List.of(granted(wishes.get(0))));
        var leased = handover.deliver();
        handover.close();
        // Then
        assertThat(leased).containsExactly(wishes.get(0).task());
        assertThat(agents.answered).containsExactly(first);
        assertThat(agents.free).containsExactly(second);
    }

    @Test
    void tokensAreSignedWhileTheTransactionEnds() {
        // Given
        agents.add("Linux");
        // When
        List<Wish> wishes = handover.wishes(List.of(task("Linux")));
        // Then
        assertThat(agents.signed).containsExactly(wishes.get(0).attemptUid());
    }

    @Test
    void aTransactionThatFailsLeavesAllWaiting() {
        // Given
        ParkedPoll poll = agents.add("Linux");
        // When
        try (handover) {
            handover.granted(
                    handover.wishes(List.of(task("Linux"))).stream()
                            .map(HandoverTest::granted)
                            .toList());
        }
        // Then
        assertThat(agents.answered).isEmpty();
        assertThat(agents.free).containsExactly(poll);
    }

    @Test
    void aTransactionThatIsRepeatedStartsAnew() {
        // Given
        ParkedPoll poll = agents.add("Linux");
        List<Wish> before = handover.wishes(List.of(task("Linux")));
        handover.granted(List.of(granted(before.get(0))));
        // When
        List<Wish> again = handover.wishes(List.of(task("Linux")));
        var leased = handover.deliver();
        // Then
        assertThat(again).extracting(Wish::sessionId).containsExactly(poll.sessionId());
        assertThat(leased).isEmpty();
        assertThat(agents.answered).isEmpty();
    }

    private static NewTask task(String pool) {
        return new NewTask(
                new TaskKey(UUID.randomUUID(), 0),
                pool,
                RequirementClass.ANY,
                "",
                "tenant",
                Requests.job("project"),
                true,
                Instant.EPOCH);
    }

    private static Granted granted(Wish wish) {
        return new Granted(
                wish.task(),
                1,
                wish.sessionId(),
                "agent",
                wish.attemptUid(),
                1,
                true,
                "tenant",
                1,
                null,
                null,
                Duration.ofMinutes(1),
                null,
                true,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /** Agents that wait, in their order. */
    private static final class Idle implements IdlePolls {
        private final List<ParkedPoll> free = new ArrayList<>();
        private final List<ParkedPoll> answered = new ArrayList<>();
        private final List<UUID> signed = new ArrayList<>();

        ParkedPoll add(String pool) {
            String name = "agent-" + UUID.randomUUID();
            Session session =
                    new Session(
                            UUID.randomUUID(),
                            name,
                            pool,
                            false,
                            false,
                            null,
                            TestAgent.registration(name, pool).capabilities());
            ParkedPoll poll =
                    new ParkedPoll(session, new LeaseRequest(1, List.of(), false, List.of()));
            free.add(poll);
            return poll;
        }

        @Override
        public Optional<ParkedPoll> takeIdle(NewTask task) {
            Optional<ParkedPoll> poll =
                    free.stream().filter(p -> p.pool().equals(task.pool())).findFirst();
            poll.ifPresent(free::remove);
            return poll;
        }

        @Override
        public void putBack(ParkedPoll poll) {
            free.add(poll);
        }

        @Override
        public List<String> classesOf(ParkedPoll poll) {
            return List.of(RequirementClass.ANY);
        }

        @Override
        public CompletableFuture<String> sign(LeaseClaims claims) {
            signed.add(claims.attemptUid());
            return new CompletableFuture<>();
        }

        @Override
        public Letter letter(Granted granted, CompletableFuture<String> token) {
            return new Letter(granted, token.thenApply(signed -> null));
        }

        @Override
        public void deliver(ParkedPoll poll, List<Letter> letters) {
            answered.add(poll);
        }
    }
}
