package dev.buildserver.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FateTest {
    private static final Credential NOBODY = Credential.bearer("x");
    private static final Answer GOOD = new Answer(200, -1, Buffer.buffer("{}"));

    private final List<Runnable> timers = new ArrayList<>();
    private final List<Trick> played = new ArrayList<>();
    private final List<Consumer<Answer>> arrived = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final Fate fate =
            new Fate((millis, task) -> timers.add(task), new Random(1), played::add);
    private final Calls calls = fate.over((call, then) -> arrived.add(then));

    @Test
    void withoutFaultsACallArrivesOnceAndIsAnswered() {
        // When
        send("/result");
        arrived.get(0).accept(GOOD);
        // Then
        assertThat(arrived).hasSize(1);
        assertThat(answers).containsExactly(GOOD);
    }

    @Test
    void theDeadSayAndHearNothing() {
        // Given
        send("/result");
        // When
        fate.die();
        arrived.get(0).accept(GOOD);
        send("/result");
        // Then
        assertThat(arrived).hasSize(1);
        assertThat(answers).isEmpty();
    }

    @Test
    void theFrozenHearLateWhatCameMeanwhile() {
        // Given
        send("/lease");
        fate.freeze(1_000);
        // When
        arrived.get(0).accept(GOOD);
        // Then
        assertThat(answers).isEmpty();
        // When
        timers.get(0).run();
        // Then
        assertThat(answers).containsExactly(GOOD);
    }

    @Test
    void whoIsCutOffReachesNobodyAndLosesAnswersOnTheWay() {
        // Given
        send("/events");
        fate.cutOff(1_000);
        // When
        arrived.get(0).accept(GOOD);
        send("/events");
        timers.get(1).run();
        // Then
        assertThat(arrived).hasSize(1);
        assertThat(answers).containsExactly(Answer.NONE, Answer.NONE);
        // When
        timers.get(0).run();
        send("/events");
        // Then
        assertThat(arrived).hasSize(2);
    }

    @Test
    void aTrickIsPlayedOnceAndOnItsKindOfCallOnly() {
        // Given
        fate.play(Trick.RESULT_TWICE);
        // When
        send("/events");
        send("/result");
        send("/result");
        // Then
        assertThat(arrived).hasSize(4);
        assertThat(played).containsExactly(Trick.RESULT_TWICE);
        // When
        arrived.get(1).accept(GOOD);
        arrived.get(2).accept(Answer.NONE);
        // Then
        assertThat(answers).containsExactly(GOOD);
    }

    @Test
    void aLostAnswerWasGivenAllTheSame() {
        // Given
        fate.play(Trick.LEASE_ANSWER_LOST);
        // When
        send("/lease?wait=25s");
        arrived.get(0).accept(GOOD);
        // Then
        assertThat(answers).containsExactly(Answer.NONE);
    }

    @Test
    void anEchoArrivesAfterItsSenderHasDied() {
        // Given
        fate.play(Trick.EVENTS_ECHO);
        send("/events");
        // When
        fate.die();
        timers.get(0).run();
        // Then
        assertThat(arrived).hasSize(2);
    }

    private void send(String path) {
        calls.post(path, NOBODY, Buffer.buffer(), 5_000, answers::add);
    }
}
