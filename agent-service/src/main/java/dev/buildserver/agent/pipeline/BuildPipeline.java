package dev.buildserver.agent.pipeline;

import dev.buildserver.agent.claim.AttemptRunner;
import dev.buildserver.agent.claim.HeldAttempt;
import dev.buildserver.agent.fetch.Workspace;
import dev.buildserver.agent.fetch.Workspaces;
import dev.buildserver.agent.report.OpenReport;
import dev.buildserver.agent.report.Reporting;
import dev.buildserver.contract.agent.Outcome;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.MDC;

/** The way of an attempt: claimed → fetched → executed → published → reported. */
@Singleton
class BuildPipeline implements AttemptRunner {
    private final Workspaces workspaces;
    private final Reporting reporting;
    private final AttemptStages stages;
    private final IdleVerification idle;
    private final Telemetry telemetry;
    private final InstantSource clock;

    BuildPipeline(
            Workspaces workspaces,
            Reporting reporting,
            AttemptStages stages,
            IdleVerification idle,
            Telemetry telemetry,
            InstantSource clock) {
        this.workspaces = workspaces;
        this.reporting = reporting;
        this.stages = stages;
        this.idle = idle;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    @Override
    public void run(HeldAttempt attempt) {
        idle.giveUp();
        MDC.put("executionId", attempt.lease().buildId().toString());
        try (Workspace workspace = workspaces.open(attempt.lease());
                AttemptTrace trace = telemetry.start(attempt.lease())) {
            MDC.put("traceId", trace.traceId());
            OpenReport report =
                    reporting.open(
                            attempt.lease(),
                            attempt.receivedNanos(),
                            workspace.spool(),
                            new StopOrders(attempt.stop()));
            StageBook book = new StageBook(report.events(), trace, clock);
            Ending ending = stages.run(attempt.lease(), workspace, book, attempt.stop());
            trace.outcome(ending);
            // By the server's clock, events have told it when stages began and ended; this agent's
            // own clock would only confuse that.
            report.finish(
                    lastBatch ->
                            ending.toResult(
                                    lastBatch, report.isComplete() ? List.of() : book.stages()));
            if (ending.isSuccess() && ending.built().shadow() != null) {
                idle.offer(workspace, ending.built().shadow());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            MDC.clear();
        }
    }

    @Override
    public void handBack(HeldAttempt attempt, String why) {
        Ending ending = new Ending(Outcome.RETURNED, null, why, null, null, null);
        try {
            reporting.onlyResult(
                    attempt.lease(), ending.toResult(0, List.of()), new StopOrders(attempt.stop()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
