package dev.buildserver.orchestrator.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** W3C trace contexts as texts: {@code 00-traceId-spanId-flags}. */
public final class TraceContext {
    private static final Pattern FORM =
            Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    private TraceContext() {}

    /** The context of what is being done now; null when nothing is traced. */
    public static String ofCurrentSpan() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-"
                        + span.getTraceId()
                        + "-"
                        + span.getSpanId()
                        + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }

    /** The trace; null for null. */
    public static String traceId(String traceParent) {
        Matcher form = matcher(traceParent);
        return form == null ? null : form.group(1);
    }

    /** A parent for spans; the root where there is no context. */
    static Context parent(String traceParent) {
        Matcher form = matcher(traceParent);
        if (form == null) {
            return Context.root();
        }
        return Context.root()
                .with(
                        Span.wrap(
                                SpanContext.createFromRemoteParent(
                                        form.group(1),
                                        form.group(2),
                                        TraceFlags.fromHex(form.group(3), 0),
                                        TraceState.getDefault())));
    }

    private static Matcher matcher(String traceParent) {
        if (traceParent == null) {
            return null;
        }
        Matcher form = FORM.matcher(traceParent);
        return form.matches() ? form : null;
    }
}
