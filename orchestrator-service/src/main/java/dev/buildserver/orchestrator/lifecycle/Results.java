package dev.buildserver.orchestrator.lifecycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.ResultAnswer;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.domain.task.TaskStatus;
import dev.buildserver.orchestrator.queue.TaskKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accepts the results of attempts, each at most once. */
@ApplicationScoped
class Results {
    private final LifecycleStore store;
    private final AttemptEnds ends;
    private final HandBacks handBacks;
    private final SealReceipts receipts;
    private final ObjectMapper json;

    Results(
            LifecycleStore store,
            AttemptEnds ends,
            HandBacks handBacks,
            SealReceipts receipts,
            ObjectMapper json) {
        this.store = store;
        this.ends = ends;
        this.handBacks = handBacks;
        this.receipts = receipts;
        this.json = json;
    }

    /**
     * Ends the attempt as its agent says. A repetition of an accepted result gets the first answer.
     *
     * @throws BuildServerException {@code STALE_ATTEMPT}, {@code LOG_INCOMPLETE} with {@code
     *     nextBatch}, {@code RESULT_REFUSED} for a receipt that is not genuine
     */
    Uni<ResultAnswer> accept(TaskKey task, UUID attemptUid, AttemptResult result) {
        require(result);
        receipts.check(attemptUid, result.artifacts());
        AttemptEnd.Received received = new AttemptEnd.Received(result, digest(result));
        return judged(AttemptEnd.byResult(task, attemptUid, received))
                .chain(end -> Uni.createFrom().completionStage(ends.end(end)))
                .flatMap(
                        ended ->
                                ended.map(EndedAttempt::taskStatus)
                                        .map(Uni.createFrom()::item)
                                        .orElseGet(() -> notEnded(task, attemptUid, received)))
                .map(status -> new ResultAnswer(status.toString()));
    }

    private Uni<AttemptEnd> judged(AttemptEnd end) {
        return end.result().result().needs() == null
                ? Uni.createFrom().item(end)
                : Uni.createFrom()
                        .item(() -> handBacks.judge(end))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** The answer that this result got before, or why it is refused. */
    private Uni<TaskStatus> notEnded(TaskKey task, UUID attemptUid, AttemptEnd.Received received) {
        return Uni.createFrom()
                .item(
                        () ->
                                store.earlierAnswer(attemptUid, received.digest())
                                        .orElseThrow(() -> refusal(task, attemptUid)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private BuildServerException refusal(TaskKey task, UUID attemptUid) {
        Optional<Integer> nextBatch = store.nextBatchIfCurrent(task, attemptUid);
        return nextBatch
                .map(
                        next ->
                                new BuildServerException(
                                                ErrorCode.LOG_INCOMPLETE,
                                                "Batch " + next + " of the log is missing")
                                        .with("nextBatch", next))
                .orElseGet(
                        () ->
                                new BuildServerException(
                                        ErrorCode.STALE_ATTEMPT,
                                        "Attempt " + attemptUid + " is no longer current"));
    }

    private static void require(AttemptResult result) {
        if (result == null || result.outcome() == null) {
            throw BuildServerException.invalid(List.of(new Violation("outcome", "must be given")));
        }
        if (result.lastBatch() < 0) {
            throw BuildServerException.invalid(
                    List.of(new Violation("lastBatch", "must not be negative")));
        }
        HandBacks.objection(result)
                .ifPresent(
                        violation -> {
                            throw BuildServerException.invalid(List.of(violation));
                        });
    }

    /** Of the result as this service understood it, so that the form of the JSON does not count. */
    private String digest(AttemptResult result) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(json.writeValueAsBytes(result)));
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException("a result has no digest", e);
        }
    }
}
