package dev.buildserver.agent.pipeline;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.EnumMap;
import java.util.Map;

/** The spans and timers of one attempt: one for the whole, one for each stage below it. */
final class AttemptTrace implements StageTelemetry, AutoCloseable {
    private static final String TIMER = "agent.stage.duration";

    private final Tracer tracer;
    private final MeterRegistry meters;
    private final Lease lease;
    private final String agent;
    private final Span attempt;
    private final Map<StageName, Span> stages = new EnumMap<>(StageName.class);

    AttemptTrace(Tracer tracer, MeterRegistry meters, Lease lease, String agent, Context build) {
        this.tracer = tracer;
        this.meters = meters;
        this.lease = lease;
        this.agent = agent;
        this.attempt = span("build.attempt", build);
        attempt.setAttribute("build.attempt", lease.attemptNo());
    }

    String traceId() {
        return attempt.getSpanContext().getTraceId();
    }

    @Override
    public synchronized void started(StageName stage) {
        stages.put(stage, span("build.stage." + stage, Context.root().with(attempt)));
    }

    @Override
    public synchronized void ended(StageResult stage) {
        Span span = stages.remove(stage.name());
        if (span == null) {
            return;
        }
        if (stage.status() == StageStatus.FAILED) {
            span.setStatus(StatusCode.ERROR);
        }
        span.setAttribute("build.success", stage.status() == StageStatus.SUCCEEDED);
        span.end();
        if (stage.duration() != null) {
            meters.timer(TIMER, "stage", stage.name().toString()).record(stage.duration());
        }
    }

    void outcome(Ending ending) {
        meters.counter("agent.attempts", "outcome", ending.outcome().toString()).increment();
        attempt.setAttribute("build.outcome", ending.outcome().toString());
        attempt.setAttribute("build.success", ending.isSuccess());
        if (!ending.isSuccess()) {
            attempt.setStatus(StatusCode.ERROR);
        }
    }

    @Override
    public synchronized void close() {
        stages.values().forEach(Span::end);
        attempt.end();
    }

    private Span span(String name, Context parent) {
        return tracer.spanBuilder(name)
                .setParent(parent)
                .setAttribute("build.project", lease.job().projectName())
                .setAttribute("build.configuration", String.valueOf(lease.job().configuration()))
                .setAttribute("build.strategy", String.valueOf(lease.strategy()))
                .setAttribute("build.executionId", lease.buildId().toString())
                .setAttribute("build.agent", agent)
                .startSpan();
    }
}
