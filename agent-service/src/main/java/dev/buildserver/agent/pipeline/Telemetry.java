package dev.buildserver.agent.pipeline;

import dev.buildserver.agent.cached.remote.PendingUploads;
import dev.buildserver.agent.claim.AgentSession;
import dev.buildserver.agent.claim.HeldAttempts;
import dev.buildserver.contract.agent.Lease;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** The agent's part of a build's trace, and its metrics. */
@Singleton
class Telemetry {
    private static final String TRACE_PARENT = "traceparent";

    private final Tracer tracer;
    private final MeterRegistry meters;
    private final AgentSession session;

    Telemetry(Tracer tracer, MeterRegistry meters, AgentSession session) {
        this.tracer = tracer;
        this.meters = meters;
        this.session = session;
    }

    // The fleet's load is the orchestrator's to tell; here only what it does not know.
    void register(@Observes StartupEvent started, HeldAttempts held, PendingUploads uploads) {
        Gauge.builder("agent.slots.used.percent", held, HeldAttempts::utilizationPercent)
                .description("Share of this agent's slots in use")
                .register(meters);
        Gauge.builder("agent.cache.uploads.pending", uploads, PendingUploads::count)
                .description("Entries that are still to be given to the cache service")
                .register(meters);
    }

    /** Opens the attempt's part of the build's trace. */
    AttemptTrace start(Lease lease) {
        Context build =
                W3CTraceContextPropagator.getInstance()
                        .extract(Context.root(), lease, new FromLease());
        return new AttemptTrace(tracer, meters, lease, session.agentName(), build);
    }

    private static final class FromLease implements TextMapGetter<Lease> {
        @Override
        public Iterable<String> keys(Lease lease) {
            return List.of(TRACE_PARENT);
        }

        @Override
        public String get(Lease lease, String key) {
            return TRACE_PARENT.equals(key) && lease != null ? lease.traceParent() : null;
        }
    }
}
