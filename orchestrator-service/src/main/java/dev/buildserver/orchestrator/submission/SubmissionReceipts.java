package dev.buildserver.orchestrator.submission;

import dev.buildserver.contract.build.BuildAccepted;
import dev.buildserver.domain.build.BuildState;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.orchestrator.scheduling.BuildKind;
import dev.buildserver.orchestrator.scheduling.Schedule;
import dev.buildserver.orchestrator.submission.SubmissionStore.Receipt;
import dev.buildserver.orchestrator.telemetry.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Writes the answer to a submission; the same for a repetition, as of its own time. */
@ApplicationScoped
class SubmissionReceipts {
    private final SubmissionStore store;
    private final Schedule schedule;

    SubmissionReceipts(SubmissionStore store, Schedule schedule) {
        this.store = store;
        this.schedule = schedule;
    }

    /** Of a build that was made before. */
    BuildAccepted of(UUID buildId, String tenant) {
        return of(store.receipt(buildId), tenant);
    }

    BuildAccepted of(Receipt receipt, String tenant) {
        UUID buildId = receipt.buildId();
        BuildKind kind = BuildKind.of(tenant, receipt.job(), receipt.strategy().toString());
        Schedule.Forecast forecast =
                schedule.forecast(
                        new Schedule.WaitingBuild(
                                new TaskKey(buildId, 0),
                                kind,
                                receipt.pool(),
                                receipt.priority().ordinal(),
                                receipt.requirementClass(),
                                Instant.MIN));
        return new BuildAccepted(
                buildId,
                BuildStatus.of(BuildState.Kind.valueOf(receipt.status()), receipt.begun()),
                forecast.position(),
                forecast.start(),
                schedule.duration(kind, receipt.pool()),
                TraceContext.traceId(receipt.traceParent()));
    }
}
