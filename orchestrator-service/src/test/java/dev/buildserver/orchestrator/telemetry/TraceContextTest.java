package dev.buildserver.orchestrator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String CONTEXT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void aStoredContextBecomesAParent() {
        // When
        Context parent = TraceContext.parent(CONTEXT);
        // Then
        Span span = Span.fromContext(parent);
        assertThat(span.getSpanContext().getTraceId())
                .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736")
                .isEqualTo(TraceContext.traceId(CONTEXT));
        assertThat(span.getSpanContext().isSampled()).isTrue();
        assertThat(span.getSpanContext().isRemote()).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "00-xyz", "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"})
    void withoutAContextThereIsNoParent(String text) {
        assertThat(TraceContext.traceId(text)).isNull();
        assertThat(TraceContext.parent(text)).isEqualTo(Context.root());
    }
}
