package dev.buildserver.orchestrator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.LeaseRequest;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.session.SessionStore.Session;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoolDispatchTest {
    private final Queue<Runnable> executor = new ArrayDeque<>();
    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void manyWakeUpsMakeOneRun() {
        // Given
        PoolDispatch pool = new PoolDispatch(executor::add, d -> rounds.incrementAndGet());
        pool.park(poll());
        // When
        pool.wake();
        pool.wake();
        pool.wake();
        // Then
        assertThat(executor).hasSize(1);
        executor.remove().run();
        assertThat(rounds).hasValue(1);
    }

    @Test
    void aWakeUpDuringARunRepeatsIt() {
        // Given
        PoolDispatch pool =
                new PoolDispatch(
                        executor::add,
                        d -> {
                            if (rounds.incrementAndGet() == 1) {
                                d.wake();
                            }
                        });
        pool.park(poll());
        // When
        pool.wake();
        executor.remove().run();
        // Then
        assertThat(rounds).hasValue(2);
        assertThat(executor).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailedRoundIsForgottenAndTheNextWakeUpCounts(Runnable failure) {
        // Given
        PoolDispatch pool = new PoolDispatch(executor::add, d -> failure.run());
        pool.park(poll());
        pool.wake();
        executor.remove().run();
        // When
        pool.wake();
        // Then
        assertThat(executor).hasSize(1);
    }

    static Stream<Runnable> failures() {
        return Stream.of(
                () -> {
                    throw new IllegalStateException("database away");
                },
                () -> {
                    throw new NoClassDefFoundError("a fault of the program");
                });
    }

    @Test
    void withoutPollsThereIsNothingToDo() {
        // Given
        PoolDispatch pool = new PoolDispatch(executor::add, d -> rounds.incrementAndGet());
        ParkedPoll poll = poll();
        pool.park(poll);
        pool.remove(poll);
        // When
        pool.wake();
        // Then
        assertThat(executor).isEmpty();
    }

    @Test
    void aSessionHasOnePoll() {
        // Given
        PoolDispatch pool = new PoolDispatch(executor::add, d -> {});
        UUID session = UUID.randomUUID();
        ParkedPoll first = poll(session, "a", "p", 0);
        ParkedPoll second = poll(session, "a", "p", 0);
        pool.park(first);
        // When
        pool.park(second);
        pool.remove(first);
        // Then
        assertThat(first.isOpen()).isFalse();
        assertThat(pool.open(9)).containsExactly(second);
    }

    @Test
    void anAnswerThatComesTooLateIsNotTaken() {
        // Given
        ParkedPoll poll = poll();
        poll.release();
        // When
        boolean taken = poll.offer(List.of());
        // Then
        assertThat(taken).isFalse();
    }

    @Test
    void theLeastBusyAgentsComeFirstThenThoseThatWaitTheLongest() {
        // Given
        PoolDispatch pool = new PoolDispatch(executor::add, d -> {});
        ParkedPoll busy = poll(UUID.randomUUID(), "a", "p", 1);
        ParkedPoll first = poll(UUID.randomUUID(), "b", "p", 0);
        ParkedPoll second = poll(UUID.randomUUID(), "c", "p", 0);
        List.of(busy, first, second).forEach(pool::park);
        // When
        List<ParkedPoll> open = pool.open(2);
        // Then
        assertThat(open).containsExactly(first, second);
    }

    @Test
    void anIdleAgentIsTakenOnceAndMayBePutBack() {
        // Given
        PoolDispatch pool = new PoolDispatch(executor::add, d -> {});
        ParkedPoll poll = poll();
        pool.park(poll);
        // When
        Optional<ParkedPoll> first = pool.takeIdle(p -> true, p -> false);
        Optional<ParkedPoll> second = pool.takeIdle(p -> true, p -> false);
        pool.putBack(poll);
        // Then
        assertThat(first).containsSame(poll);
        assertThat(second).isEmpty();
        assertThat(pool.open(9)).containsExactly(poll);
    }

    @Test
    void nobodyIsIdleWhileARunMayFindWorkForThem() {
        // Given
        PoolDispatch pool = new PoolDispatch(executor::add, d -> {});
        pool.park(poll());
        pool.wake();
        // When
        Optional<ParkedPoll> before = pool.takeIdle(p -> true, p -> false);
        executor.remove().run();
        Optional<ParkedPoll> after = pool.takeIdle(p -> true, p -> false);
        // Then
        assertThat(before).isEmpty();
        assertThat(after).isPresent();
    }

    @Test
    void ofIdleAgentsAPreferredOneIsTakenThenTheLeastBusy() {
        // Given
        PoolDispatch pool = new PoolDispatch(executor::add, d -> {});
        ParkedPoll busy = poll(UUID.randomUUID(), "busy", "p", 1);
        ParkedPoll idle = poll(UUID.randomUUID(), "idle", "p", 0);
        ParkedPoll warm = poll(UUID.randomUUID(), "warm", "p", 2);
        ParkedPoll unfit = poll(UUID.randomUUID(), "unfit", "p", 0);
        List.of(unfit, busy, idle, warm).forEach(pool::park);
        // When
        List<ParkedPoll> taken =
                Stream.generate(() -> pool.takeIdle(p -> p != unfit, p -> p == warm).orElse(null))
                        .limit(4)
                        .toList();
        // Then
        assertThat(taken).containsExactly(warm, idle, busy, null);
    }

    @Test
    void aPollThatIsPutBackMakesWayForANewerOneOfItsSession() {
        // Given
        PoolDispatch pool = new PoolDispatch(executor::add, d -> {});
        UUID session = UUID.randomUUID();
        ParkedPoll older = poll(session, "a", "p", 0);
        ParkedPoll newer = poll(session, "a", "p", 0);
        pool.park(older);
        pool.takeIdle(p -> true, p -> false);
        pool.park(newer);
        // When
        pool.putBack(older);
        // Then
        assertThat(older.isOpen()).isFalse();
        assertThat(pool.open(9)).containsExactly(newer);
    }

    @Test
    void aPollThatWasGivenUpMeanwhileIsNotPutBack() {
        // Given
        PoolDispatch pool = new PoolDispatch(executor::add, d -> {});
        ParkedPoll poll = poll();
        pool.park(poll);
        pool.takeIdle(p -> true, p -> false);
        poll.release();
        // When
        pool.putBack(poll);
        pool.wake();
        // Then
        assertThat(executor).isEmpty();
    }

    private static ParkedPoll poll() {
        return poll(UUID.randomUUID(), "a", "p", 0);
    }

    private static ParkedPoll poll(UUID session, String agent, String pool, int running) {
        List<UUID> held = Stream.generate(UUID::randomUUID).limit(running).toList();
        Session of =
                new Session(
                        session,
                        agent,
                        pool,
                        false,
                        false,
                        null,
                        TestAgent.registration(agent, pool).capabilities());
        return new ParkedPoll(of, new LeaseRequest(1, held, false, List.of()));
    }
}
