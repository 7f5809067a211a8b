package dev.buildserver.orchestrator.submission;

import dev.buildserver.contract.build.BuildAccepted;
import dev.buildserver.domain.build.BuildState;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.orchestrator.scheduling.Schedule;
import dev.buildserver.orchestrator.submission.SubmissionStore.Receipt;
import dev.buildserver.orchestrator.telemetry.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
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
        Duration duration =
                schedule.duration(tenant, receipt.project(), receipt.strategy().toString());
        Schedule.Forecast forecast =
                schedule.forecast(
                        new TaskKey(buildId, 0),
                        receipt.pool(),
                        receipt.requirementClass(),
                        duration,
                        Instant.MIN);
        return new BuildAccepted(
                buildId,
                BuildStatus.of(BuildState.Kind.valueOf(receipt.status()), receipt.begun()),
                forecast.position(),
                forecast.start(),
                duration,
                TraceContext.traceId(receipt.traceParent()));
    }
}
