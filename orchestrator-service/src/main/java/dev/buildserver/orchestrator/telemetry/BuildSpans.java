package dev.buildserver.orchestrator.telemetry;

import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.orchestrator.lease.LeaseGranted;
import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.orchestrator.lifecycle.BuildEnded;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;

/** Adds to a build's trace what only this service knows: the wait for an agent, and the whole. */
@ApplicationScoped
class BuildSpans {
    private final Tracer tracer;

    BuildSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    void leased(@Observes LeaseGranted event) {
        Granted lease = event.lease();
        tracer.spanBuilder("build.queue")
                .setParent(TraceContext.parent(lease.traceParent()))
                .setStartTimestamp(lease.readySince())
                .setAttribute("build.executionId", lease.task().buildId().toString())
                .setAttribute("build.attempt", lease.attemptNo())
                .setAttribute("build.agent", lease.agentId())
                .startSpan()
                .end(lease.leasedAt());
    }

    void ended(@Observes BuildEnded build) {
        Instant start = build.startedAt() == null ? build.createdAt() : build.startedAt();
        Duration duration = Duration.between(start, build.endedAt());
        boolean success = build.status() == BuildStatus.SUCCEEDED;
        Span span =
                tracer.spanBuilder("build")
                        .setParent(TraceContext.parent(build.traceParent()))
                        .setStartTimestamp(build.createdAt())
                        .setAttribute("build.project", build.project())
                        .setAttribute("build.configuration", build.configuration())
                        .setAttribute("build.strategy", build.strategy())
                        .setAttribute("build.executionId", build.buildId().toString())
                        .setAttribute("build.success", success)
                        .setAttribute("build.duration", duration.toMillis() / 1_000.0)
                        .startSpan();
        if (build.status() == BuildStatus.FAILED) {
            span.setStatus(StatusCode.ERROR, String.valueOf(build.failureReason()));
        }
        span.end(build.endedAt());
    }
}
