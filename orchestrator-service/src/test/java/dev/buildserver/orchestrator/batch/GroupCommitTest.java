package dev.buildserver.orchestrator.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    /** What the executor was given; a test runs it when it likes. */
    private final Deque<Runnable> pending = new ArrayDeque<>();

    private final List<List<String>> groups = new ArrayList<>();
    private final GroupCommit<String, String> commits =
            new GroupCommit<>(pending::add, word -> word.charAt(0), this::write);

    /** What happens while the next group is being written. */
    private Runnable meanwhile = () -> {};

    private List<String> write(List<String> group) {
        groups.add(group);
        Runnable happens = meanwhile;
        meanwhile = () -> {};
        happens.run();
        if (group.stream().anyMatch(word -> word.endsWith("!"))) {
            throw new IllegalStateException("poison");
        }
        if (group.contains("fault")) {
            throw new NoClassDefFoundError("a fault of the program");
        }
        if (group.contains("outage")) {
            throw new BuildServerException(ErrorCode.UNAVAILABLE, "away");
        }
        return group.stream().map(String::toUpperCase).toList();
    }

    @Test
    void whatWaitsIsWrittenTogether() {
        // Given
        CompletableFuture<String> first = commits.add("ant");
        CompletableFuture<String> second = commits.add("bee");
        // When
        pending.remove().run();
        // Then
        assertThat(groups).containsExactly(List.of("ant", "bee"));
        assertThat(first).isCompletedWithValue("ANT");
        assertThat(second).isCompletedWithValue("BEE");
        assertThat(pending).isEmpty();
    }

    @Test
    void equalKeysAreWrittenOneAfterTheOtherInOrder() {
        // Given
        commits.add("a1");
        commits.add("a2");
        commits.add("b1");
        commits.add("a3");
        commits.add("b2");
        // When
        pending.remove().run();
        // Then
        assertThat(groups).containsExactly(List.of("a1", "b1"), List.of("a2", "b2"), List.of("a3"));
    }

    @Test
    void aRequestThatCannotBeWrittenFailsAlone() {
        // Given
        List<CompletableFuture<String>> answers =
                List.of("a", "b", "c!", "d", "e").stream().map(commits::add).toList();
        // When
        pending.remove().run();
        // Then
        assertThat(answers.get(2)).isCompletedExceptionally();
        assertThat(answers.get(0)).isCompletedWithValue("A");
        assertThat(answers.get(1)).isCompletedWithValue("B");
        assertThat(answers.get(3)).isCompletedWithValue("D");
        assertThat(answers.get(4)).isCompletedWithValue("E");
    }

    @Test
    void afterAFaultOfTheProgramTheNextGroupIsWritten() {
        // Given
        CompletableFuture<String> faulty = commits.add("fault");
        pending.remove().run();
        // When
        CompletableFuture<String> next = commits.add("next");
        pending.remove().run();
        // Then
        assertThat(faulty).isCompletedExceptionally();
        assertThat(next).isCompletedWithValue("NEXT");
    }

    @Test
    void anOutageIsTriedOnceForTheWholeGroup() {
        // Given
        List<CompletableFuture<String>> answers =
                List.of("a", "outage", "c").stream().map(commits::add).toList();
        // When
        pending.remove().run();
        // Then
        assertThat(groups).hasSize(1);
        assertThat(answers).allMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void theNextGroupIsWrittenAfterAFailure() {
        // Given
        commits.add("outage");
        pending.remove().run();
        CompletableFuture<String> next = commits.add("next");
        // When
        pending.remove().run();
        // Then
        assertThat(next).isCompletedWithValue("NEXT");
    }

    @Test
    void tooManyAreRefusedUntilThereIsRoomAgain() {
        // Given
        IntStream.range(0, 2_000).forEach(i -> commits.add((char) ('a' + i) + "x"));
        assertThatThrownBy(() -> commits.add("more"))
                .isInstanceOfSatisfying(
                        BuildServerException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        pending.remove().run();
        // When
        CompletableFuture<String> next = commits.add("more");
        pending.remove().run();
        // Then
        assertThat(next).isCompletedWithValue("MORE");
        assertThat(groups).allMatch(group -> group.size() <= GroupCommit.LARGEST_GROUP);
    }

    @Test
    void whoWaitsWritesItselfWhereNothingIsBeingWritten() {
        // When
        String answer = commits.write("ant");
        // Then
        assertThat(answer).isEqualTo("ANT");
        assertThat(pending).isEmpty();
    }

    @Test
    void whoWaitsHearsWhatTheWriterThrew() {
        assertThatThrownBy(() -> commits.write("ant!")).hasMessage("poison");
        // And the next is written as ever
        assertThat(commits.write("bee")).isEqualTo("BEE");
    }

    @Test
    void whoWritesItselfLeavesThoseWhoCameMeanwhileToTheExecutor() {
        // Given
        List<CompletableFuture<String>> others = new ArrayList<>();
        meanwhile = () -> others.add(commits.add("second"));
        // When
        String answer = commits.write("first");
        // Then
        assertThat(answer).isEqualTo("FIRST");
        assertThat(others.get(0)).isNotDone();
        pending.remove().run();
        assertThat(others.get(0)).isCompletedWithValue("SECOND");
    }

    @Test
    void nothingIsForgottenUnderContention() {
        // Given
        ExecutorService threads = Executors.newFixedThreadPool(4);
        GroupCommit<Integer, Integer> numbers =
                new GroupCommit<>(threads, number -> number % 50, group -> group);
        // When
        List<CompletableFuture<Integer>> answers =
                IntStream.range(0, 2_000).parallel().mapToObj(numbers::add).toList();
        // Then
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isNotNegative());
        List<Integer> written =
                IntStream.range(0, 2_000).parallel().mapToObj(numbers::write).toList();
        assertThat(written).isEqualTo(IntStream.range(0, 2_000).boxed().toList());
        threads.shutdownNow();
    }
}
