package dev.buildserver.orchestrator.log;

import dev.buildserver.contract.agent.EventBatch;
import dev.buildserver.contract.agent.EventsAnswer;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.orchestrator.batch.GroupCommit;
import dev.buildserver.orchestrator.lifecycle.BuildChanged;
import dev.buildserver.orchestrator.log.LogStore.Batch;
import dev.buildserver.orchestrator.log.LogStore.Progress;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.orchestrator.runtime.Writing;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;

/**
 * Takes in what attempts tell, batch by batch: a repeated batch changes nothing, a skipped one is
 * refused. The text is stored before the row that makes it count, and only then acknowledged.
 */
@ApplicationScoped
class EventIntake {
    private final LogStore store;
    private final LogTexts texts;
    private final Event<BuildChanged> buildChanged;
    private final GroupCommit<IncomingBatch, Progress> commits;

    EventIntake(
            LogStore store,
            LogTexts texts,
            @Writing ExecutorService executor,
            Event<BuildChanged> buildChanged) {
        this.store = store;
        this.texts = texts;
        this.buildChanged = buildChanged;
        this.commits = new GroupCommit<>(executor, IncomingBatch::attemptUid, this::write);
    }

    /**
     * Stores a batch.
     *
     * @param leasedAt by which the agent's elapsed times become the server's
     * @throws BuildServerException {@code LOG_GAP} with {@code nextBatch}, {@code STALE_ATTEMPT},
     *     {@code DIGEST_MISMATCH}
     */
    Uni<EventsAnswer> take(TaskKey task, UUID attemptUid, Instant leasedAt, EventBatch batch) {
        EventChecks.require(batch);
        return Uni.createFrom()
                .completionStage(commits.add(IncomingBatch.of(task, attemptUid, leasedAt, batch)))
                .map(progress -> answer(attemptUid, batch.batch(), progress));
    }

    private static EventsAnswer answer(UUID attemptUid, int number, Progress progress) {
        if (!progress.current()) {
            throw new BuildServerException(
                    ErrorCode.STALE_ATTEMPT, "Attempt " + attemptUid + " is no longer current");
        }
        if (number > progress.nextBatch() - 1) {
            throw new BuildServerException(
                            ErrorCode.LOG_GAP, "Batch " + progress.nextBatch() + " is expected")
                    .with("nextBatch", progress.nextBatch());
        }
        return new EventsAnswer(progress.nextBatch() - 1, progress.cancelRequested());
    }

    /** How far each batch's attempt is after it. */
    private List<Progress> write(List<IncomingBatch> group) {
        Map<UUID, Progress> before = store.progress(group);
        List<IncomingBatch> next =
                group.stream()
                        .filter(one -> progress(before, one).nextBatch() == one.number())
                        .toList();
        Set<UUID> appended = store.append(placed(next, before));
        // Where somebody else was faster, or the attempt has just ended, what is there decides.
        List<IncomingBatch> overtaken =
                next.stream().filter(one -> !appended.contains(one.attemptUid())).toList();
        Map<UUID, Progress> after = store.progress(overtaken);
        List<Progress> answers = new ArrayList<>();
        for (IncomingBatch one : group) {
            if (appended.contains(one.attemptUid())) {
                buildChanged.fire(new BuildChanged(one.task().buildId()));
                answers.add(progress(before, one).after(one.lines()));
            } else {
                answers.add(progress(overtaken.contains(one) ? after : before, one));
            }
        }
        return answers;
    }

    private static Progress progress(Map<UUID, Progress> known, IncomingBatch batch) {
        return known.getOrDefault(batch.attemptUid(), Progress.OVER);
    }

    private List<Batch> placed(List<IncomingBatch> batches, Map<UUID, Progress> before) {
        Map<UUID, TextPlace> places = texts.write(batches);
        return batches.stream()
                .map(
                        one ->
                                new Batch(
                                        one,
                                        places.get(one.attemptUid()),
                                        progress(before, one).nextLine()))
                .toList();
    }
}
